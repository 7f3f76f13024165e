// @vitest-environment happy-dom
import type { ProvenanceView } from "@adref/protocol";
import { act, createElement } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { StatusMenu } from "../src/acts/status-menu.tsx";
import { StatusQuestionDialog } from "../src/acts/status-question.tsx";
import { MANY, type StatusQuestion } from "../src/acts/status-scope.ts";
import { ProvisionHistory } from "../src/history/provision-history.tsx";
import { fakeSession, person, type Shown, show, TEXT } from "./shell.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
  vi.unstubAllGlobals();
});

const entry = { seq: 3, at: TEXT.at, person: "kaz-1", party: "KAZ" };
const view = {
  moment: {},
  provision: "p1",
  from: 0,
  to: 12,
  origins: [
    {
      from: 0,
      to: 6,
      text: "shall ",
      source: "import",
      entry: { ...entry, seq: 1, person: "maria", party: null },
      proposal: null,
      became: null,
      statuses: [],
      places: [],
      restored: null,
      contested: [],
      standing: true,
    },
    {
      from: 6,
      to: 12,
      text: "submit",
      source: "proposal",
      entry,
      proposal: { bracket: "b", option: "o", party: "KAZ", stancesThen: { UZB: "support" }, stancesNow: {} },
      became: {
        entry: { ...entry, seq: 5, person: "chair", party: null },
        how: "adopt",
        bracket: "b",
        option: "o",
        reason: "Clearer",
      },
      statuses: [],
      places: [],
      restored: null,
      contested: [],
      standing: true,
    },
  ],
  acts: [{ seq: 5, at: TEXT.at, type: "adopt", by: "Narantuya", bracket: "b", option: "o", reason: "Clearer" }],
} as unknown as ProvenanceView;

async function open(answer: Response, words = { from: 6, to: 12, words: "submit" }) {
  vi.stubGlobal("fetch", async () => answer);
  const props = {
    text: "fa",
    at: "now",
    chosen: { provision: "p1", ...words },
    nameOfPerson: (id: string) => (id === "kaz-1" ? "Aigerim" : id),
    nameOfProvision: () => "Article 5(2)",
    close: () => {},
  };
  shown = await show(createElement(ProvisionHistory, props));
}

describe("the history of a provision", () => {
  test("tells of the chosen words who proposed and supported them and how and why they came to stand", async () => {
    await open(Response.json(view));
    const text = shown?.text() ?? "";
    for (const told of ["Proposed by KAZ", "Aigerim", "Supported by UZB", "Adopted", "Reason: Clearer", "Narantuya"]) {
      expect(text).toContain(told);
    }
    expect([...document.querySelectorAll("blockquote")].map((one) => one.textContent)).toEqual(["submit"]);
    await shown?.press("All of the provision");
    expect(document.querySelectorAll("blockquote").length).toBe(2);
    const link = document.querySelector<HTMLAnchorElement>(".to-moment");
    expect(link?.getAttribute("href")).toBe("/texts/fa/at/seq:1");
  });

  test("tells the whole provision where the page has words that the server does not have yet", async () => {
    await open(Response.json(view), { from: 6, to: 14, words: "submited" });
    expect(shown?.text()).toContain("not saved yet");
    expect(document.querySelectorAll("blockquote").length).toBe(2);
  });

  test("says in the server's words why it cannot be told", async () => {
    const sentence = "This provision does not stand in the text then.";
    await open(Response.json({ error: { id: "no-such-provision", sentence } }, { status: 404 }));
    expect(shown?.text()).toContain(sentence);
    expect(shown?.buttons()).toContain("Try again");
  });
});

describe("a status for many provisions", () => {
  const scopeOf = (count: number) => {
    const ids = Array.from({ length: count }, (_, i) => `p${i}`);
    return { name: "Chapter I", offers: { agree: new Map([["adopted" as const, ids]]), blocking: 0, reopen: [] } };
  };
  async function choose(count: number) {
    const asked: StatusQuestion[] = [];
    const { session, acts } = fakeSession(person("chair"));
    const ask = (question: StatusQuestion) => asked.push(question);
    shown = await show(createElement(StatusMenu, { session, scopes: [scopeOf(count)], ask }));
    await act(async () => document.querySelector<HTMLElement>("[role=menuitem]")?.click());
    return { asked, acts, session };
  }

  test("is asked about once more, under a name that is not that of adopting an option", async () => {
    const { asked, acts, session } = await choose(MANY + 1);
    expect(shown?.text()).toContain("Mark as adopted");
    expect([asked.length, acts.length]).toEqual([1, 0]);
    await shown?.end();
    const [question] = asked as [StatusQuestion];
    shown = await show(createElement(StatusQuestionDialog, { session, question, close: () => {} }));
    await shown.press(`Mark ${MANY + 1} provisions`);
    expect(acts).toMatchObject([{ type: "status", status: "adopted" }]);
  });

  test("is given at once to few", async () => {
    const { asked, acts } = await choose(MANY);
    expect([asked.length, acts.length]).toEqual([0, 1]);
  });
});
