import { MOST_POINTS, type TimelineAct } from "@adref/protocol";
import { bodyOf, canonicalWords, newWordsDoc, type RecordValue, schema, writeDoc } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Chronicle } from "../src/history/chronicle.ts";
import type { PastResults } from "../src/history/orders.ts";
import { PastDesk } from "../src/history/past-desk.ts";
import { tellAct } from "../src/history/tell-act.ts";
import { canonicalJson } from "../src/ledger.ts";
import type { Ledger } from "../src/rooms/replay.ts";
import type { Entry } from "../src/store/port.ts";
import { DIRECTORY, KAZ, MNG, OBSERVER, OUTSIDER, TEXT, UZB } from "./rooms/negotiation.ts";
import { move, Session } from "./rooms/random-session.ts";

const CODES = [KAZ, UZB, MNG].map(({ party }) => party as string);
const DECODER = new TextDecoder();

function wordsOf(doc: unknown): string {
  const shared = newWordsDoc();
  writeDoc(bodyOf(shared), schema.nodeFromJSON(doc));
  return canonicalWords(bodyOf(shared));
}

function read({ body }: PastResults["moment"]): { doc: unknown; record: RecordValue } {
  return JSON.parse(`{${DECODER.decode(body)}}`);
}

test("after every entry of a random session, the moment is what was accepted, and tells no withheld name", async () => {
  let moments = 0;
  const restored = { done: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 20, maxLength: 40, size: "max" }), async (moves) => {
      const session = await Session.open();
      const { house } = session;
      const accepted = new Map<number, { words: string; record: string }>();
      const note = async () => {
        const { value, seq } = await house.rooms.snapshot(TEXT);
        accepted.set(seq, { words: wordsOf(value.doc.toJSON()), record: canonicalJson(value.record) });
      };
      for (const one of moves) {
        await session.run(one);
        await note();
      }
      await house.close();
      const desk = new PastDesk(house.store);
      const key = await house.store.pseudonymKey();
      for (const [seq, { words, record }] of accepted) {
        const source = { kind: "entry", text: TEXT, seq, party: null } as const;
        const order = { do: "moment", source, text: TEXT.id } as const;
        const seen = read((await desk.do({ ...order, audience: { key: null } })) as PastResults["moment"]);
        expect(wordsOf(seen.doc)).toBe(words);
        expect(canonicalJson(seen.record)).toBe(record);
        const withheld = (await desk.do({ ...order, audience: { key } })) as PastResults["moment"];
        expect(CODES.filter((code) => DECODER.decode(withheld.body).includes(code))).toEqual([]);
        moments += 1;
      }
      const ledger = house.store.ledgers.get(TEXT.id) ?? [];
      await checkChronicle(ledger, house.store);
      if (session.kinds.has("restore")) restored.done += 1;
      const ends = [1, ledger.length].map((seq) => ({ kind: "entry", text: TEXT, seq, party: null }) as const);
      const [from, to] = ends as [(typeof ends)[0], (typeof ends)[0]];
      const compared = await desk.do({ do: "compare", from, to, text: TEXT.id, audience: { key } });
      const text = DECODER.decode((compared as PastResults["compare"]).body);
      expect(CODES.filter((code) => text.includes(code))).toEqual([]);
    }),
    { numRuns: Number(process.env.ADREF_RUNS ?? 24), endOnFailure: true },
  );
  expect(moments).toBeGreaterThan(200);
  expect(restored.done).toBeGreaterThan(3);
}, 300_000);

/** A timeline tells every act but stances and comments, once, and everything that is derived from the ledger as a whole. */
async function checkChronicle(ledger: readonly Entry[], store: Ledger): Promise<void> {
  const chronicle = new Chronicle(store, TEXT.id);
  await Promise.all([chronicle.catchUp(), chronicle.catchUp()]);
  const told = chronicle.acts.map((act) => tellAct(act, DIRECTORY, OBSERVER));
  const acts = ledger.filter(({ data }) => data.act && !/^stance$|comment$/.test(data.act.type));
  expect(told.map(({ seq, type }) => [seq, type])).toEqual(acts.map(({ seq, data }) => [seq, data.act?.type]));
  const issues = told.filter(({ type }) => type === "issue");
  expect(issues.map(({ revision }) => revision)).toEqual(issues.map((_, i) => i + 1));
  const points = chronicle.points;
  expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
  expect([points[0]?.seq, points.at(-1)?.seq]).toEqual([1, ledger.length]);
  expect(points.every(({ at, seq }) => ledger[seq - 1]?.at === at)).toBe(true);
  const names = new Map<string, string>();
  for (const { data } of ledger) {
    if (data.act?.type === "name-moment" || data.act?.type === "rename-moment")
      names.set(data.act.moment, data.act.name);
    if (data.act?.type === "unname-moment") names.delete(data.act.moment);
  }
  expect(new Map(chronicle.moments.map(({ id, name }) => [id, name]))).toEqual(names);
  const hidden = chronicle.acts.map((act): TimelineAct => tellAct(act, DIRECTORY, OUTSIDER));
  const isSession = ({ type }: TimelineAct) => type === "open-session";
  expect(hidden.every((act) => act.reason === undefined && ((act.name ?? null) === null || isSession(act)))).toBe(true);
  expect(JSON.stringify(hidden)).not.toMatch(/KAZ|UZB|MNG|kaz-1|uzb-1|mng-1/);
  // Whatever is about a bracket names the provisions that it was about, and so does what is told of them.
  const about = told.filter(({ type }) =>
    ["adopt", "merge", "lift", "delete", "park", "undo", "end-silence"].includes(type),
  );
  expect(about.filter(({ provisions }) => !provisions?.length)).toEqual([]);
}
