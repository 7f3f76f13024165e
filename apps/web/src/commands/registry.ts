import type { MessageId, MessageValues } from "../intl.tsx";
import { type ChordEvent, isChord, isPrinted } from "./chords.ts";

/** What one does with commands, in the order of the help sheet and the palette. */
export const GROUPS = ["moving", "writing", "deciding", "reading", "papers", "past", "page"] as const;
export type CommandGroup = (typeof GROUPS)[number];

/** Something that can be done here: by a key, from the palette, or both. The help sheet shows what has keys. */
export interface Command {
  /** One of its own among all that are there at a time. */
  readonly id: string;
  readonly name: MessageId;
  readonly values?: MessageValues;
  readonly group: CommandGroup;
  /** Chords as in ProseMirror's keymaps: "Mod-Alt-ArrowDown". All of them do it. */
  readonly keys?: readonly string[];
  /** What stands for the keys where they have words for names, such as "Type". */
  readonly keysSaid?: MessageId;
  /** Who hears the keys: the page, wherever the focus is; or only the place itself, such as the words, which has them bound. */
  readonly heard?: "page" | "place";
  /** Does it. Without it the command is only told of in the help sheet. */
  readonly run?: () => void;
  /** Why it cannot be done now; null where it can. */
  readonly why?: () => MessageId | null;
  /** Whether the keys are another's while this element has the focus. */
  readonly leaves?: (focused: Element | null) => boolean;
}

const registered = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

/** Adds commands for as long as what they are about is on the page. Returns the way out. */
export function register(commands: readonly Command[]): () => void {
  const key = Symbol("commands");
  registered.set(key, commands);
  renew();
  return () => {
    registered.delete(key);
    renew();
  };
}

/** Every command that is there now, by group and in the order in which they came. The same list until one comes or goes. */
export function commandsNow(): readonly Command[] {
  return all;
}

/** Calls whenever a command came or went. Returns the way out. */
export function onCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The command of the page that an event calls, where there is one: of several with the same keys the one that came last. */
export function commandFor(event: ChordEvent, focused: Element | null): Command | null {
  for (let i = all.length - 1; i >= 0; i--) {
    const command = all[i] as Command;
    if (command.heard === "place" || !command.run || !command.keys) continue;
    const chord = command.keys.find((one) => isChord(event, one));
    if (chord === undefined || command.leaves?.(focused)) continue;
    if (isPrinted(chord) && isWriting(focused)) continue;
    return command;
  }
  return null;
}

function isWriting(focused: Element | null): boolean {
  if (!(focused instanceof HTMLElement)) return false;
  return focused.isContentEditable || focused.matches("input, textarea, select");
}

function renew(): void {
  const flat = [...registered.values()].flat();
  all = GROUPS.flatMap((group) => flat.filter((command) => command.group === group));
  for (const listener of listeners) listener();
}
