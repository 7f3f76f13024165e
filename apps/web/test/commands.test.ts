// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import { type ChordEvent, chordAria, chordSaid, isChord } from "../src/commands/chords.ts";
import { nextPane, paneOf } from "../src/commands/panes.ts";
import { type Command, commandFor, commandsNow, register } from "../src/commands/registry.ts";
import type { EditorHandle } from "../src/editor/handle.ts";
import { textCommands } from "../src/text/text-commands.ts";
import { fakeSession, person } from "./shell.tsx";

const ways: (() => void)[] = [];
afterEach(() => {
  for (const out of ways.splice(0)) out();
  document.body.replaceChildren();
});
const add = (...commands: Command[]) => ways.push(register(commands));

function press(key: string, held: Partial<ChordEvent> = {}): ChordEvent {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  return { key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held };
}

const command = (id: string, keys: readonly string[], more: Partial<Command> = {}): Command => ({
  id,
  name: "help.help",
  group: "page",
  keys,
  run: () => {},
  ...more,
});

describe("a chord", () => {
  test("goes by the key's place where others are held, so that it is the same on a Cyrillic keyboard", () => {
    expect(isChord(press("ы", { code: "KeyS", ctrlKey: true, altKey: true }), "Mod-Alt-s")).toBe(true);
    expect(isChord(press("л", { code: "KeyK", ctrlKey: true }), "Mod-k")).toBe(true);
    expect(isChord(press("k", { ctrlKey: true, shiftKey: true }), "Mod-k")).toBe(false);
  });

  test("is no chord where Alt and Ctrl make a third level of letters", () => {
    const event = press("s", { ctrlKey: true, altKey: true, getModifierState: (name) => name === "AltGraph" });
    expect(isChord(event, "Mod-Alt-s")).toBe(false);
  });

  test("of a sign goes by what is printed", () => {
    expect(isChord(press("?", { code: "Digit7", shiftKey: true }), "?")).toBe(true);
    expect(isChord(press("?", { ctrlKey: true }), "?")).toBe(false);
  });

  test.each([
    ["Mod-Alt-ArrowDown", "Ctrl Alt ↓", "Control+Alt+ArrowDown"],
    ["Shift-F6", "Shift F6", "Shift+F6"],
    ["Mod-[", "Ctrl [", "Control+["],
    ["?", "?", "?"],
    ["n", "N", "N"],
  ])("%s is said as %s", (chord, said, aria) => {
    expect(chordSaid(chord)).toBe(said);
    expect(chordAria(chord)).toBe(aria);
  });
});

describe("the registry", () => {
  test("holds commands while what they are about is there", () => {
    const before = commandsNow().length;
    add(command("a", []), command("b", []));
    expect(commandsNow().length).toBe(before + 2);
    ways.pop()?.();
    expect(commandsNow().length).toBe(before);
  });

  test("hears keys for the page, not those that a place hears itself", () => {
    add(command("words", ["Mod-["], { heard: "place" }), command("page", ["F6"]));
    expect(commandFor(press("[", { ctrlKey: true }), null)).toBe(null);
    expect(commandFor(press("F6"), null)?.id).toBe("page");
  });

  test("leaves signs to whoever writes", () => {
    add(command("help", ["?"]));
    const field = document.body.appendChild(document.createElement("input"));
    expect(commandFor(press("?"), field)).toBe(null);
    expect(commandFor(press("?"), document.body)?.id).toBe("help");
  });

  test("leaves keys to an element that has them", () => {
    add(command("escape", ["Escape"], { leaves: (focused) => focused?.tagName === "INPUT" }));
    expect(commandFor(press("Escape"), document.createElement("input"))).toBe(null);
    expect(commandFor(press("Escape"), document.body)?.id).toBe("escape");
  });
});

test.each(["delegation", "chair", "secretariat", "observer"] as const)("of a %s no two have the same keys", (role) => {
  const { session } = fakeSession(person(role, role === "delegation" ? "KAZ" : null));
  const nothing = () => {};
  const commands = textCommands({
    session,
    handle: { commands: {} } as EditorHandle,
    openStatus: nothing,
    openHistory: nothing,
    openOutline: nothing,
  });
  const keys = commands.flatMap((one) => one.keys ?? []);
  expect(keys.length).toBe(new Set(keys).size);
  expect(commands.length).toBe(new Set(commands.map(({ id }) => id)).size);
});

test("F6 goes from pane to pane and back, to what is current in each", () => {
  document.body.innerHTML = `
    <header data-pane="header"><a href="/">All</a></header>
    <nav data-pane="outline"><div role="treeitem" tabindex="-1"></div><div role="treeitem" tabindex="0"></div></nav>
    <main data-pane="text"><div role="textbox" tabindex="0"></div></main>
    <section data-pane="empty"></section>`;
  for (const pane of document.querySelectorAll("[data-pane]"))
    pane.getClientRects = () => [{}] as unknown as DOMRectList;
  const seen = () => paneOf(document.activeElement);
  const walk = (step: 1 | -1) => {
    nextPane(step);
    return seen();
  };
  expect([walk(1), walk(1), walk(1), walk(1)]).toEqual(["header", "outline", "text", "header"]);
  expect([walk(-1), walk(-1)]).toEqual(["text", "outline"]);
  expect(document.activeElement?.getAttribute("tabindex")).toBe("0");
});
