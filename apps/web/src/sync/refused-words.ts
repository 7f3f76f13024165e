import { newId, provisionOfY, type Run } from "@adref/schema";
import * as Y from "yjs";
import type { LostWords } from "./types.ts";
import type { Clocks } from "./unsaved.ts";

/** Words of ours that the server does not have, read out of a document that is about to be dropped. */
export interface RefusedWords extends LostWords {
  /** The Yjs items it was read from: if the server turns out to have them, the words were not refused. */
  readonly source: { readonly client: number; readonly end: number } | null;
}

const CONTEXT = 40;

/**
 * Reads everything that `own` client ids wrote and that is not acknowledged. `own` maps each client id to the clock up to
 * which the server has its items. Deleted words are not read: their author took them back.
 */
export function refusedWords(doc: Y.Doc, own: Clocks): RefusedWords[] {
  const unsent = unsentItems(doc, own);
  const out: RefusedWords[] = [];
  for (const [element, touched] of unsent) {
    if (touched.whole) {
      const value = provisionOfY(element);
      const words = value.runs.map((run) => run.text).join("");
      if (words.trim() === "") continue;
      const previous = element.prevSibling;
      const before =
        previous instanceof Y.XmlElement ? ((previous.getAttribute("id") as string | undefined) ?? null) : null;
      out.push({
        id: newId("p"),
        kind: "provision",
        provision: before,
        words,
        replacing: null,
        before: "",
        after: "",
        provisionKind: value.kind,
        source: touched.source,
      });
    } else out.push(...piecesIn(element, touched, own));
  }
  return out;
}

interface Touched {
  /** The provision itself is ours and unsent. */
  whole: boolean;
  readonly brackets: Set<string>;
  source: { client: number; end: number } | null;
}

function unsentItems(doc: Y.Doc, own: Clocks): Map<Y.XmlElement, Touched> {
  const out = new Map<Y.XmlElement, Touched>();
  const touch = (element: Y.XmlElement): Touched => {
    const touched = out.get(element) ?? { whole: false, brackets: new Set<string>(), source: null };
    out.set(element, touched);
    return touched;
  };
  for (const [client, acknowledged] of own) {
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (!(struct instanceof Y.Item) || struct.deleted || struct.id.clock + struct.length <= acknowledged) continue;
      const end = struct.id.clock + struct.length;
      const parent = struct.parent;
      if (struct.content instanceof Y.ContentType && struct.content.type instanceof Y.XmlElement) {
        const element = struct.content.type;
        if (element.nodeName !== "provision") continue;
        const touched = touch(element);
        touched.whole = true;
        touched.source = { client, end };
        continue;
      }
      const element = parent instanceof Y.XmlText ? parent.parent : null;
      if (!(element instanceof Y.XmlElement)) continue;
      if (struct.content instanceof Y.ContentFormat) {
        const value = struct.content.value as { bracket?: unknown } | null;
        if (struct.content.key.startsWith("contested") && typeof value?.bracket === "string") {
          touch(element).brackets.add(value.bracket);
        }
        continue;
      }
      if (struct.content instanceof Y.ContentString) {
        const touched = touch(element);
        if (!touched.source || touched.source.client === client) {
          touched.source = { client, end: Math.max(end, touched.source?.end ?? 0) };
        }
      }
    }
  }
  return out;
}

function piecesIn(element: Y.XmlElement, touched: Touched, own: Clocks): RefusedWords[] {
  const value = provisionOfY(element);
  const text = value.runs.map((run) => run.text).join("");
  const mine = ownCharacters(element, own);
  const out: RefusedWords[] = [];
  const answered = new Set<string>();
  const base = { provision: value.id, provisionKind: null, source: touched.source };
  let offset = 0;
  let open: { from: number; option: string | null; bracket: string | null } | null = null;
  const close = (to: number) => {
    if (!open) return;
    const { from, bracket } = open;
    open = null;
    const replacing = bracket ? contestedWords(value.runs, bracket) : "";
    if (bracket) answered.add(bracket);
    out.push({
      ...base,
      id: newId("p"),
      kind: "insertion",
      words: text.slice(from, to),
      replacing: replacing === "" ? null : replacing,
      before: text.slice(Math.max(0, from - CONTEXT), from),
      after: text.slice(to, to + CONTEXT),
    });
  };
  for (const run of value.runs) {
    const proposal = run.marks.findLast((mark) => mark.type === "proposed")?.attrs;
    for (let i = 0; i < run.text.length; i++) {
      const at = offset + i;
      const option = proposal?.option ?? null;
      if (!mine[at] || (open && open.option !== option)) close(at);
      if (mine[at] && !open) open = { from: at, option, bracket: proposal?.bracket ?? null };
    }
    offset += run.text.length;
  }
  close(offset);
  for (const bracket of touched.brackets) {
    if (answered.has(bracket)) continue;
    const words = contestedWords(value.runs, bracket);
    if (words === "") continue;
    const from = offsetOf(value.runs, bracket);
    out.push({
      ...base,
      id: newId("p"),
      kind: "contest",
      words,
      replacing: null,
      before: text.slice(Math.max(0, from - CONTEXT), from),
      after: text.slice(from + words.length, from + words.length + CONTEXT),
    });
  }
  return out.filter((piece) => piece.words.trim() !== "");
}

/** For each visible character of the provision whether it is ours and unsent. */
function ownCharacters(element: Y.XmlElement, own: Clocks): boolean[] {
  const out: boolean[] = [];
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const acknowledged = own.get(item.id.client) ?? Number.POSITIVE_INFINITY;
      for (let i = 0; i < item.length; i++) out.push(item.id.clock + i >= acknowledged);
    }
  }
  return out;
}

function contestedWords(runs: readonly Run[], bracket: string): string {
  return runs
    .filter((run) => run.marks.some((mark) => mark.type === "contested" && mark.attrs.bracket === bracket))
    .map((run) => run.text)
    .join("");
}

function offsetOf(runs: readonly Run[], bracket: string): number {
  let offset = 0;
  for (const run of runs) {
    if (run.marks.some((mark) => mark.type === "contested" && mark.attrs.bracket === bracket)) return offset;
    offset += run.text.length;
  }
  return 0;
}
