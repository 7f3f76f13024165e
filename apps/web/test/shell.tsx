import type { Act, ActAnswer, Person, TextView } from "@adref/protocol";
import { EMPTY_RECORD, type Party } from "@adref/schema";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { MemoryRouter } from "react-router";
import { useCommandKeys } from "../src/commands/use-commands.ts";
import { Language } from "../src/intl.tsx";
import { PartiesContext } from "../src/people/parties.ts";
import type { ActOutcome, SessionState, TextSession } from "../src/sync/types.ts";
import { Toasts } from "../src/ui/toasts.tsx";

/** Renders a part of the client as the reader has it: in a language, with the parties and the messages. */
export async function show(part: ReactNode): Promise<Shown> {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  const root = createRoot(host);
  const render = (next: ReactNode) =>
    act(async () =>
      root.render(
        <Language>
          <MemoryRouter>
            <PartiesContext value={PARTIES}>
              {next}
              <Toasts />
              <Keys />
            </PartiesContext>
          </MemoryRouter>
        </Language>,
      ),
    );
  await render(part);
  return {
    text: () => document.body.textContent ?? "",
    buttons: () => ownButtons().map(nameOf),
    press: (name) => act(async () => buttonNamed(name).click()),
    write: (label, words) => act(async () => write(label, words)),
    again: render,
    end: () => act(async () => root.unmount()),
  };
}

/** Hears the keys of commands, as every page does. */
function Keys(): null {
  useCommandKeys();
  return null;
}

export interface Shown {
  text(): string;
  /** The names of all buttons in order, those of messages left out. */
  buttons(): string[];
  press(name: string): Promise<void>;
  write(label: string, words: string): Promise<void>;
  again(part: ReactNode): Promise<void>;
  end(): Promise<void>;
}

/** All buttons but those of messages that other tests may have left. */
const ownButtons = () => [...document.body.querySelectorAll("button")].filter((button) => !button.closest(".toasts"));

const nameOf = (button: Element) => button.getAttribute("aria-label") ?? button.textContent ?? "";

function buttonNamed(name: string): HTMLElement {
  const found = ownButtons().find((button) => nameOf(button) === name);
  if (!found) throw new Error(`no button "${name}"`);
  return found;
}

function write(label: string, words: string): void {
  const found = [...document.body.querySelectorAll("label")].find((one) => one.textContent === label);
  const field = found && document.getElementById(found.htmlFor);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error(`no field "${label}"`);
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, words);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export const PARTIES: readonly Party[] = ["GEO", "KAZ", "UZB"].map((code) => ({
  code,
  names: { en: code, ru: code },
  wto: "member",
}));

export const TEXT: TextView = {
  id: "fa",
  title: "Framework Agreement",
  symbol: "CARTIF/FA",
  body: "wg1",
  provisions: 3,
  openBrackets: 1,
  agreed: 0,
  revision: null,
  revisions: [],
  seq: 1,
  at: "2026-11-01T10:00:00.000Z",
};

export const person = (role: Person["role"], party: string | null = null): Person => ({
  id: `${role}-${party}`,
  name: "Somebody",
  role,
  party,
  bodies: role === "chair" ? ["wg1"] : [],
  names: true,
});

/** A session that remembers what it was asked to do and answers as told. */
export function fakeSession(me: Person, given: Partial<SessionState> = {}, answer: ActOutcome = accepted) {
  const acts: Act[] = [];
  const done: string[] = [];
  let state: SessionState = {
    connection: "online",
    loaded: true,
    save: { kind: "saved" },
    tray: [],
    presence: [],
    record: EMPTY_RECORD,
    keptOnDevice: true,
    ...given,
  };
  const listeners = new Set<() => void>();
  const session = {
    text: TEXT,
    me,
    claimed: new Set<string>(),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    async act(asked: Act) {
      acts.push(asked);
      return answer;
    },
    retable(id: string) {
      done.push(`retable ${id}`);
      return true;
    },
    discard: (id: string) => done.push(`discard ${id}`),
  } as unknown as TextSession;
  return {
    session,
    acts,
    done,
    become: (change: Partial<SessionState>) =>
      act(async () => {
        state = { ...state, ...change };
        for (const listener of listeners) listener();
      }),
  };
}

export const accepted: ActAnswer = { accepted: true, seq: 2 };
export const refusedWith = (sentence: string): ActAnswer => ({ accepted: false, refusal: { id: "x", sentence } });
