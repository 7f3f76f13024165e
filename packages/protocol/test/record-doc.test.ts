import { EMPTY_RECORD, patchRecord, type RecordPatch } from "@adref/schema";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { declareRecord, readRecord, writePatch } from "../src/index.ts";

const AT = "2026-06-03T10:00:00.000Z";
const comment = {
  provision: "p1",
  quoted: "shall",
  author: "A. Bekova",
  party: "KAZ",
  at: AT,
  text: "Too strong.",
  answers: null,
  done: false,
};
const PATCHES: readonly RecordPatch[] = [
  {
    brackets: { b1: { owner: "KAZ", at: AT } },
    options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: AT } },
  },
  { stances: [{ target: "o1", party: "UZB", facts: { stance: "oppose", at: AT } }] },
  {
    stances: [
      { target: "o1", party: "UZB", facts: { stance: "support", note: "as amended", at: AT } },
      { target: "b1", party: "MNG", facts: { stance: "retain", at: AT } },
    ],
  },
  { brackets: { b1: { owner: "KAZ", at: AT, parked: true } }, statuses: { p1: { status: "agreed-adref", at: AT } } },
  { stances: [{ target: "b1", party: "MNG", facts: null }] },
  { resolutions: { b1: { kind: "adopt", option: "o1", at: AT, by: "chair" } }, statuses: { p1: null } },
  { comments: { c1: comment, c2: { ...comment, answers: "c1" } } },
  { comments: { c1: { ...comment, done: true }, c2: null } },
];

test("a record document says, after every patch, what the patched record says, also to a copy made by updates", () => {
  const [doc, copy] = [new Y.Doc(), new Y.Doc()];
  for (const one of [doc, copy]) declareRecord(one);
  doc.on("update", (update: Uint8Array) => Y.applyUpdate(copy, update));
  let record = EMPTY_RECORD;
  for (const patch of PATCHES) {
    record = patchRecord(record, patch);
    writePatch(doc, patch);
    expect(readRecord(doc)).toEqual(record);
    expect(readRecord(copy)).toEqual(record);
  }
});
