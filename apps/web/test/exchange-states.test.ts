// @vitest-environment happy-dom
import type { ImportView, NegotiationView } from "@adref/protocol";
import { EMPTY_RECORD } from "@adref/schema";
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AcceptForm } from "../src/exchange/accept-form.tsx";
import { ImportStart } from "../src/exchange/import-start.tsx";
import { useImport } from "../src/exchange/use-import.ts";
import { type Shown, show } from "./shell.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
  vi.unstubAllGlobals();
});

/** A request that a test pumps by hand. */
class HeldRequest {
  static last: HeldRequest;
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = "";
  constructor() {
    HeldRequest.last = this;
  }
  open() {}
  setRequestHeader() {}
  send() {}
  abort() {
    this.onabort?.();
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
  }
}

const VIEW: ImportView = {
  id: "i1",
  name: "draft.docx",
  size: 2_000_000,
  hash: "h",
  by: "s",
  at: "2026-11-01T10:00:00.000Z",
  expires: "2026-11-08T10:00:00.000Z",
  settings: {},
  state: "reading",
  done: 0,
  refusal: null,
  result: null,
  text: null,
};

describe("sending a file", () => {
  const arrived: string[] = [];
  beforeEach(async () => {
    arrived.length = 0;
    vi.stubGlobal("XMLHttpRequest", HeldRequest);
    shown = await show(
      createElement(ImportStart, {
        waiting: [],
        nameOfPerson: (id) => id,
        arrived: (view) => arrived.push(view.id),
        renew: () => {},
      }),
    );
  });

  const choose = (bytes: number) =>
    act(async () => {
      const input = document.querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement;
      const file = new File(["x"], "draft.docx");
      Object.defineProperty(file, "size", { value: bytes });
      Object.defineProperty(input, "files", { value: [file], configurable: true });
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  const pump = (play: (request: HeldRequest) => void) => act(async () => play(HeldRequest.last));

  test("says what is wrong with a file that need not be sent", async () => {
    await choose(0);
    expect(shown?.text()).toContain("This file is empty.");
    await choose(31_000_000);
    expect(shown?.text()).toContain("At most 25 MB are taken in, and this file has 31 MB.");
  });

  test("counts bytes, says when they are there, and goes on to the file", async () => {
    await choose(2_000_000);
    await pump(({ upload }) => upload.onprogress?.({ loaded: 500_000, total: 2_000_000 }));
    expect(shown?.text()).toContain("500 kB of 2 MB");
    await pump(({ upload }) => upload.onprogress?.({ loaded: 2_000_000, total: 2_000_000 }));
    expect(shown?.text()).toContain("It has arrived and is being read.");
    await pump((request) => request.answer(200, VIEW));
    expect(arrived).toEqual(["i1"]);
  });

  test("keeps a file whose line broke, to be sent again", async () => {
    await choose(2_000_000);
    await pump((request) => request.onerror?.());
    expect(shown?.text()).toContain("The file did not arrive, and nothing of it was kept.");
    const before = HeldRequest.last;
    await shown?.press("Try again");
    expect(HeldRequest.last).not.toBe(before);
  });

  test("can be broken off, and is then as if nothing had been", async () => {
    await choose(2_000_000);
    await shown?.press("Cancel");
    expect(shown?.buttons()).toContain("Choose a file");
    expect(arrived).toEqual([]);
  });

  test("tells the server's own sentence, and what to do when one was signed out meanwhile", async () => {
    await choose(2_000_000);
    const sentence = "100 files are being brought in already. Forget some of them first.";
    await pump((request) => request.answer(409, { error: { id: "too-many-imports", sentence } }));
    expect(shown?.text()).toContain(sentence);
    await shown?.press("Try again");
    await pump((request) => request.answer(401, { error: { id: "signed-out", sentence: "Sign in." } }));
    expect(shown?.text()).toContain("Sign in with a new link and open this page again.");
  });
});

let desk: ReturnType<typeof useImport>;

function Desk() {
  desk = useImport("i1");
  return null;
}

/** Waits until something is so on the page; what happens meanwhile is drawn. */
async function soon(check: () => void): Promise<void> {
  for (const until = Date.now() + 5_000; ; ) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    try {
      return check();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

describe("a file that is being read", () => {
  const ready = (settings: ImportView["settings"] = {}) => ({ ...VIEW, state: "ready", done: 1, settings });
  const words = (text: string) => ({
    doc: { type: "doc", content: [{ type: "provision", attrs: { id: "p1" }, content: [{ type: "text", text }] }] },
    record: EMPTY_RECORD,
  });
  /** Answers the questions of the page in order; a null answer is a line that is dead. */
  function answering(...answers: (object | null)[]) {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (path: string, { method = "GET" }: RequestInit = {}) => {
      asked.push(`${method} ${path}`);
      const answer = answers.shift();
      if (!answer) throw new TypeError("no line");
      return "error" in answer ? Response.json(answer, { status: 401 }) : Response.json(answer);
    });
    return asked;
  }
  const open = async () => {
    shown = await show(createElement(Desk));
  };

  test("is asked after until it is read, and its words come then", async () => {
    const asked = answering({ ...VIEW, done: 0.5 }, ready(), words("Each Party shall"));
    await open();
    await soon(() => expect(desk.text?.doc.textContent).toBe("Each Party shall"));
    expect(asked).toEqual(["GET /api/imports/i1", "GET /api/imports/i1", "GET /api/imports/i1/text"]);
    expect(desk.reading).toBe(false);
  });

  test("keeps its words on the page while it is read again, and when the line breaks then", async () => {
    const said = { reading: { slashes: "all" } } as const;
    const asked = answering(ready(), words("one"), null, ready(said), words("two"));
    await open();
    await soon(() => expect(desk.text?.doc.textContent).toBe("one"));
    await act(async () => desk.change(said));
    expect(desk.failure).toEqual({ kind: "offline" });
    expect(desk.text?.doc.textContent).toBe("one");
    expect(desk.settings).toEqual(said);
    await act(async () => desk.again());
    await soon(() => expect(desk.text?.doc.textContent).toBe("two"));
    expect(desk.failure).toBe(null);
    expect(asked.filter((one) => one.startsWith("PUT"))).toHaveLength(2);
    expect(desk.settings).toEqual(said);
  });

  test("says that one was signed out, and loses nothing that is on the page", async () => {
    answering(ready(), words("one"), { error: { id: "signed-out", sentence: "Sign in." } });
    await open();
    await soon(() => expect(desk.text?.doc.textContent).toBe("one"));
    await act(async () => desk.change({ authors: { A: "KAZ" } }));
    expect(desk.failure?.kind).toBe("signed-out");
    expect(desk.text?.doc.textContent).toBe("one");
  });

  test("is refused with the reader's sentence and has no words", async () => {
    answering({ ...VIEW, state: "refused", refusal: { id: "encrypted", sentence: "It has a password." } });
    await open();
    await soon(() => expect(desk.view?.refusal?.sentence).toBe("It has a password."));
    expect(desk.text).toBe(null);
  });
});

test("what a new text is to be called is there again after a look elsewhere, and forgotten when it is made", async () => {
  const negotiation = { bodies: [{ id: "wg1", name: "Working Group 1" }], texts: [] } as unknown as NegotiationView;
  const form = () =>
    createElement(AcceptForm, {
      view: { ...VIEW, state: "ready", done: 1 },
      firstTitle: "Transit Protocol",
      negotiation,
      reading: false,
      done: () => {},
    });
  const symbol = () => document.querySelector<HTMLInputElement>("[data-field=symbol] input")?.value;
  shown = await show(form());
  await shown.write("Symbol", "CARTIF/TP");
  await shown.end();
  shown = await show(form());
  expect(symbol()).toBe("CARTIF/TP");
  vi.stubGlobal("fetch", async () => Response.json({ id: "tp", symbol: "CARTIF/TP" }));
  await shown.press("Accept and make the text");
  await shown.end();
  shown = await show(form());
  expect(symbol()).toBe("");
});
