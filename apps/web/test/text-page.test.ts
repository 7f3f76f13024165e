// @vitest-environment happy-dom
import type { Revision } from "@adref/protocol";
import { act, createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { TextSession } from "../src/sync/types.ts";
import { NotYet } from "../src/text/not-yet.tsx";
import { RevisionsDialog } from "../src/text/revisions-dialog.tsx";
import { useRefusals } from "../src/text/use-refusals.ts";
import { fakeSession, person, type Shown, show, TEXT } from "./shell.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
  vi.unstubAllGlobals();
});

test("between a refusal and the fresh words the page says what it waits for", async () => {
  const { session, become } = fakeSession(person("delegation", "KAZ"));
  shown = await show(createElement(NotYet, { session, anew: true }));
  expect(shown.text()).not.toContain("anew");
  await become({ loaded: false, connection: "connecting" });
  expect(shown.text()).toContain("Fetching the text anew…");
  await become({ loaded: true, connection: "online" });
  expect(shown.text()).not.toContain("anew");
});

function Told({ session }: { session: TextSession }) {
  useRefusals(session, null);
  return null;
}

test("a position that waited and was refused is told", async () => {
  const { session } = fakeSession(person("delegation", "KAZ"));
  let late: (refusal: { id: string; sentence: string }) => void = () => {};
  const waiting = Object.assign(session, {
    onLateRefusal: (listener: typeof late) => {
      late = listener;
      return () => {};
    },
  });
  shown = await show(createElement(Told, { session: waiting }));
  await act(async () => late({ id: "gone", sentence: "The option has ended." }));
  expect(shown.text()).toContain("A position that waited on this device was not accepted");
  expect(shown.text()).toContain("The option has ended.");
});

test("what is asked before a clean copy of a revision takes the list's place and gives it back", async () => {
  const revision: Revision = {
    number: 1,
    symbol: "FA/Rev.1",
    title: "",
    at: TEXT.at,
    by: "s",
    seq: 9,
    wordsHash: "ab",
    entryHash: "cd",
  };
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return Response.json({ error: { id: "open-brackets", sentence: "There are." } }, { status: 409 });
  });
  const text = { ...TEXT, revision, revisions: [revision] };
  const dialog = createElement(RevisionsDialog, { text, nameOf: (id) => id, isOpen: true, onOpenChange: () => {} });
  shown = await show(dialog);
  await shown.press("Download");
  const papers = [...document.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const clean = papers.find(({ textContent }) => textContent?.startsWith("Word, clean"));
  await act(async () => clean?.click());
  await act(async () => vi.waitFor(() => expect(document.body.textContent).toContain("is not an agreed text")));
  expect(document.querySelectorAll("[role=dialog]").length).toBe(1);
  expect(shown.text()).not.toContain("FA/Rev.1");
  expect(asked).toEqual(["/api/texts/fa/export?format=docx&view=clean&revision=1"]);
  await shown.press("Cancel");
  expect(shown.text()).toContain("FA/Rev.1");
});
