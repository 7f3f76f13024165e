// @vitest-environment happy-dom
import { createElement } from "react";
import { afterEach, describe, expect, test } from "vitest";
import type { PresentPerson, SessionState, TrayPiece } from "../src/sync/types.ts";
import { presentGroups } from "../src/text/presence.tsx";
import { SaveStateLine, savedWords } from "../src/text/save-state.tsx";
import { TrayPanel } from "../src/text/tray.tsx";
import { fakeSession, person, type Shown, show } from "./shell.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
});

const piece: TrayPiece = {
  id: "t1",
  kind: "insertion",
  provision: "p1",
  words: "in accordance with domestic law",
  replacing: "without delay",
  before: "shall publish ",
  after: " all measures",
  provisionKind: null,
  reason: { id: "locked", sentence: "The provision was agreed while you were writing." },
  blocked: null,
  at: "2026-11-01T10:00:00.000Z",
};

describe("the save state", () => {
  const saying = async (state: Partial<SessionState>) => {
    await shown?.end();
    const { session } = fakeSession(person("delegation", "KAZ"), state);
    shown = await show(createElement(SaveStateLine, { session, openTray: () => {} }));
    return shown.text();
  };

  test("says in words where one's changes are", async () => {
    expect(await saying({})).toContain("Saved");
    expect(await saying({ save: { kind: "saving" } })).toContain("Saving…");
    expect(await saying({ save: { kind: "offline", changes: 3 }, connection: "offline" })).toContain(
      "Offline: 3 changes kept on this device",
    );
    expect(await saying({ save: { kind: "refused", pieces: 1 }, tray: [piece] })).toContain(
      "Refused: 1 piece in your tray",
    );
  });

  test("is not hopeful: without a connection nothing is called saved, and what is not kept is not called kept", async () => {
    expect(await saying({ connection: "offline" })).not.toContain("Saved");
    expect(await saying({ connection: "connecting" })).not.toContain("Saved");
    const { words } = savedWords({ save: { kind: "offline", changes: 1 }, connection: "offline", keptOnDevice: false });
    expect(words).toBe("save.offlineHere");
  });

  test("is calm: while one writes it stays at Saving, and Saved comes once nothing has been on its way for a while", async () => {
    const { session, become } = fakeSession(person("delegation", "KAZ"));
    shown = await show(createElement(SaveStateLine, { session, openTray: () => {} }));
    const said: string[] = [];
    for (const kind of ["saving", "saved", "saving", "saved"] as const) {
      await become({ save: { kind } });
      said.push(shown.text());
    }
    expect(said).toEqual(["Saving…", "Saving…", "Saving…", "Saving…"]);
    await become({ save: { kind: "offline", changes: 1 }, connection: "offline" });
    expect(shown.text()).toContain("Offline: 1 change");
    await become({ save: { kind: "saved" }, connection: "online" });
    expect(shown.text()).toBe("Saved");
  });

  test("says Saved by itself after the last letter", async () => {
    const { session, become } = fakeSession(person("delegation", "KAZ"));
    shown = await show(createElement(SaveStateLine, { session, openTray: () => {} }));
    await become({ save: { kind: "saving" } });
    await become({ save: { kind: "saved" } });
    await expect.poll(() => shown?.text()).toBe("Saved");
  });

  test("a tray that is not empty has its button in every state", async () => {
    for (const kind of ["saving", "saved"] as const) {
      await saying({ save: { kind }, tray: [piece] });
      expect(shown?.buttons()).toEqual(["Tray: 1"]);
    }
  });
});

describe("the tray", () => {
  const open = async () => {
    const fake = fakeSession(person("delegation", "KAZ"), { tray: [piece] });
    const props = { session: fake.session, isOpen: true, onOpenChange: () => {}, nameOf: () => "Article 5(2)" };
    shown = await show(createElement(TrayPanel, props));
    return fake;
  };

  test("shows the words, where they stood and why they were not taken", async () => {
    await open();
    for (const words of [piece.words, "without delay", "Article 5(2)", piece.reason.sentence]) {
      expect(shown?.text()).toContain(words);
    }
  });

  test("shows words that were to be replaced once, struck through", async () => {
    const replaced = {
      ...piece,
      before: "goods across the borders",
      replacing: "across the borders",
      words: "over land",
    };
    const fake = fakeSession(person("delegation", "KAZ"), { tray: [replaced] });
    shown = await show(
      createElement(TrayPanel, {
        session: fake.session,
        isOpen: true,
        onOpenChange: () => {},
        nameOf: () => "Article 5(2)",
      }),
    );
    expect(shown.text()).toContain("…goods across the bordersover land");
  });

  test("tables again with one press, discards with two", async () => {
    const fake = await open();
    await shown?.press("Table again");
    expect(fake.done).toEqual(["retable t1"]);
    await shown?.press("Discard");
    expect(fake.done).toEqual(["retable t1"]);
    await shown?.press("Discard");
    expect(fake.done).toEqual(["retable t1", "discard t1"]);
  });

  test("keeps the focus when the piece that had it goes, so that Escape is heard", async () => {
    const fake = await open();
    await shown?.press("Discard");
    const buttons = [...document.querySelectorAll<HTMLElement>("[role=dialog] .piece button")];
    buttons.find((button) => button.textContent === "Discard")?.focus();
    expect(document.activeElement?.textContent).toBe("Discard");
    await fake.become({ tray: [] });
    expect(document.activeElement?.getAttribute("role")).toBe("dialog");
  });
});

test("who is here: chair and Secretariat first, then parties by code, one name a person", () => {
  const present = (client: number, name: string, role: PresentPerson["role"], party: string | null): PresentPerson => ({
    client,
    person: { id: name, name },
    party,
    role,
    cursor: null,
    focus: null,
  });
  const groups = presentGroups([
    present(1, "Tamar", "delegation", "GEO"),
    present(2, "Aigerim", "delegation", "KAZ"),
    present(3, "Aigerim", "delegation", "KAZ"),
    present(4, "Nino", "delegation", "GEO"),
    present(5, "Ingrid", "observer", null),
    present(6, "Narantuya", "chair", null),
  ]);
  expect(groups.map(({ party, role, people }) => [party ?? role, people.map(({ name }) => name).join(" ")])).toEqual([
    ["chair", "Narantuya"],
    ["GEO", "Nino Tamar"],
    ["KAZ", "Aigerim"],
    ["observer", "Ingrid"],
  ]);
});
