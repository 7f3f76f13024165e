import { useEffect, useSyncExternalStore } from "react";
import { type MessageId, type Say, useSay } from "../intl.tsx";
import { tell } from "../ui/toasts.tsx";
import { type Command, commandFor, commandsNow, onCommands, register } from "./registry.ts";

/** Adds commands to those of the page while the component is there. Keep the list: another one takes its place. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => register(commands), [commands]);
}

/** Every command that is there now; renders again when one comes or goes. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(onCommands, commandsNow);
}

/** Does a command, or says why it cannot be done now. */
export function runCommand(command: Command, say: Say): void {
  const why: MessageId | null = command.why?.() ?? null;
  if (why === null) command.run?.();
  else tell({ kind: "hint", title: say(command.name, command.values), sentence: say(why) });
}

/**
 * The page's own keys, wherever the focus is. They are taken before the editor sees them, because it keeps Enter and Escape to
 * itself whatever is held down with them. While a dialog is open its keys are its own.
 */
export function useCommandKeys(): void {
  const say = useSay();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Most keys are letters, and looking for a dialog costs a walk over the whole page.
      if (!mayBeOurs(event) || event.isComposing) return;
      const command = commandFor(event, document.activeElement);
      if (!command || document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return;
      event.preventDefault();
      event.stopPropagation();
      runCommand(command, say);
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [say]);
}

function mayBeOurs({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || key.length > 1) return true;
  return !(target instanceof HTMLElement && target.isContentEditable);
}
