import { bodyOf, type RecordValue, writeDoc } from "@adref/schema";
import { b, contested, prop, proposed, treaty } from "@adref/schema/testing";
import * as Y from "yjs";

const at = "2026-06-03T09:00:00.000Z";

/** The parties of a random session. */
export const PARTIES = ["KAZ", "UZB", "MNG"] as const;

/** A short text that already holds what makes trouble: adjacent, nested and unattributed brackets, a whole proposal. */
export function sampleText(): { words: Uint8Array; record: RecordValue } {
  const { doc } = treaty(
    prop({ id: "a1", kind: "article", number: "Article 1" }, "Release of goods"),
    prop(
      { id: "p1", number: "1" },
      "Each Party ",
      contested("b1", "shall"),
      proposed("b1", "o1", "should ", b("b2", "o2", "o1", "endeavour ", b("b5", "o5", "o2", "with all care")), " to"),
      " publish its rules.",
    ),
    prop({ id: "p2", number: "2" }, "A ", contested("b3", "competent"), " authority may ask for more."),
    prop({ id: "p3", number: null, bracket: "b4", option: "o4" }, "Fees are published."),
    prop({ id: "p4", number: "3" }, "Nothing here is contested yet."),
    prop({ id: "p5", number: "4" }),
  );
  const record: RecordValue = {
    brackets: {
      b1: { owner: "KAZ", at },
      b2: { owner: "UZB", at },
      b3: { owner: null, at },
      b4: { owner: "MNG", at },
      b5: { owner: "MNG", at },
    },
    options: {
      o1: { bracket: "b1", within: null, owner: "KAZ", at },
      o2: { bracket: "b2", within: "o1", owner: "UZB", at },
      o4: { bracket: "b4", within: null, owner: "MNG", at },
      o5: { bracket: "b5", within: "o2", owner: "MNG", at },
    },
    stances: {},
    statuses: {},
    resolutions: {},
    comments: {},
    sessions: {},
    silences: {},
    freeze: {},
  };
  const shared = new Y.Doc();
  shared.clientID = 1;
  writeDoc(bodyOf(shared), doc);
  return { words: Y.encodeStateAsUpdate(shared), record };
}
