import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Act,
  ActAnswer,
  ApiError,
  CompareView,
  MomentView,
  ProvenanceView,
  Revision,
  Timeline,
} from "@adref/protocol";
import { EMPTY_RECORD, provisionsOf, schema } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { PastThread } from "../src/history/past-thread.ts";
import { buildServer } from "../src/http/server.ts";
import { importEntry } from "../src/import-text.ts";
import { LiveDirectory } from "../src/live-directory.ts";
import { createMetrics } from "../src/metrics.ts";
import { Rooms } from "../src/rooms/index.ts";
import { issueSecret } from "../src/sign-in/secrets.ts";
import type { Store } from "../src/store/port.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { DIRECTORY } from "./doubles/directory.ts";

const AT = "2026-11-24T10:00:00.000Z";
const TEXT = DIRECTORY.texts[0] as (typeof DIRECTORY.texts)[number];
const TREATY = {
  doc: treaty(
    prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."),
    prop({ id: "p2", number: "2" }, "Fees are limited", proposed("b2", "o2", " to costs"), "."),
    prop({ id: "p3", number: "3" }, "This Agreement enters into force on deposit."),
  ).doc,
  record: {
    ...EMPTY_RECORD,
    brackets: { b1: { owner: "KAZ", at: "" }, b2: { owner: "UZB", at: "" } },
    options: {
      o1: { bracket: "b1", within: null, owner: "KAZ", at: "" },
      o2: { bracket: "b2", within: null, owner: "UZB", at: "" },
    },
    stances: { o1: { UZB: { stance: "oppose", note: "UZB finds it weak", at: "" } } },
  },
} as const;

/** A server with real rooms on a store, as people meet it over HTTP. */
class Live {
  readonly origin: string;
  readonly store: Store;
  readonly close: () => Promise<void>;
  readonly #tokens = new Map<string, string>();
  #keys = 0;

  private constructor(origin: string, store: Store, close: () => Promise<void>) {
    this.origin = origin;
    this.store = store;
    this.close = close;
  }

  static async open(store: Store): Promise<Live> {
    const data = await mkdtemp(join(tmpdir(), "adref-history-"));
    const config = readConfig({ data }, {});
    await store.saveDirectory(DIRECTORY);
    await store.append(TEXT.id, 0, [importEntry(TREATY, "secretariat", AT)]);
    const log = pino({ level: "silent" });
    const past = new PastThread(store);
    const directory = new LiveDirectory(store, DIRECTORY);
    const rooms = new Rooms({ store, directory: directory.current, log, past: past.reader });
    const app = await buildServer({ config, store, rooms, directory, metrics: createMetrics(), log, past });
    await app.listen({ host: "127.0.0.1", port: 0 });
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    return new Live(origin, store, async () => {
      await app.close();
      await past.close();
      rmSync(data, { recursive: true });
    });
  }

  /** The answer to a person's GET below the text's address. */
  async get(person: string, path: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.origin}/api/texts/${TEXT.id}/${path}`, { headers: await this.#as(person) });
    return { status: answer.status, text: await answer.text() };
  }

  /** The same, which must succeed, as a value. */
  async read<T>(person: string, path: string): Promise<T> {
    const { status, text } = await this.get(person, path);
    expect([status, status === 200 ? "" : text]).toEqual([200, ""]);
    return JSON.parse(text) as T;
  }

  async act(person: string, act: Act, key = `key-${++this.#keys}-00000000`): Promise<ActAnswer> {
    const headers = { ...(await this.#as(person)), "content-type": "application/json" };
    const body = JSON.stringify({ key, act });
    const answer = await fetch(`${this.origin}/api/texts/${TEXT.id}/acts`, { method: "POST", headers, body });
    return (await answer.json()) as ActAnswer;
  }

  async accepted(person: string, act: Act): Promise<number> {
    const answer = await this.act(person, act);
    if (!answer.accepted) throw new Error(`Refused: ${answer.refusal.sentence}`);
    return answer.seq;
  }

  async #as(person: string): Promise<{ authorization: string }> {
    let token = this.#tokens.get(person);
    if (token === undefined) {
      token = (await issueSecret(this.store, "token", person, Date.now())).secret;
      this.#tokens.set(person, token);
    }
    return { authorization: `Bearer ${token}` };
  }
}

const wordsIn = (view: MomentView, id: string) =>
  provisionsOf(schema.nodeFromJSON(view.doc)).find(({ node }) => node.attrs.id === id)?.node.textContent;

const BAD_REFS = [
  "",
  "%00",
  "rev:-1",
  "seq:0",
  "seq:1e9",
  "..%2F..%2Fetc",
  "party:kaz",
  "rev:1@now",
  "moment:%20",
  "NOW",
];
const MISSING_REFS = ["rev:99", "seq:999999", "moment:none", "party:XYZ", "file:nothing", "party:KAZ@seq:99999"];

/** What the past of a text is, over HTTP, on any store. */
export function historyContract(name: string, open: () => Promise<{ store: Store; close: () => Promise<void> }>): void {
  describe(`the past of a text on ${name}`, () => {
    let live: Live;
    let closeStore: () => Promise<void>;

    beforeAll(async () => {
      const { store, close } = await open();
      closeStore = close;
      live = await Live.open(store);
      await live.accepted("kaz-1", { type: "stance", target: "o2", stance: "support", note: "as KAZ said" });
      await live.accepted("secretariat", { type: "issue", title: "First reading" });
      await live.accepted("chair", { type: "adopt", bracket: "b1", option: "o1", reason: "UZB could live with it" });
      await live.accepted("chair", { type: "name-moment", moment: "m1", seq: 2, name: "Before KAZ was adopted" });
    }, 60_000);
    afterAll(async () => {
      await live?.close();
      await closeStore?.();
    });

    test("the timeline tells revisions, names and acts, and withholds people's words together with names", async () => {
      const all = await live.read<Timeline>("kaz-1", "timeline");
      expect(all.acts.map(({ type }) => type)).toEqual(["issue", "adopt", "name-moment"]);
      expect(all.acts[1]).toMatchObject({ bracket: "b1", option: "o1", by: "Name of chair", reason: /UZB/ });
      expect(all.moments).toMatchObject([{ id: "m1", seq: 2, name: "Before KAZ was adopted", by: "Name of chair" }]);
      expect(all.revisions.map(({ number, title, by }) => [number, title, by])).toEqual([
        [0, "Zero draft", "Name of secretariat"],
        [1, "First reading", "Name of secretariat"],
      ]);
      expect([all.first?.seq, all.last?.seq, all.points.map(({ seq }) => seq)]).toEqual([1, 5, [1, 2, 3, 4, 5]]);
      const earlier = await live.read<Timeline>("kaz-1", "timeline?before=4");
      expect(earlier.acts.map(({ type }) => type)).toEqual(["issue"]);
      const { text } = await live.get("expert", "timeline");
      expect(text).not.toMatch(/KAZ|UZB|kaz-1/);
      expect((JSON.parse(text) as Timeline).moments).toMatchObject([{ id: "m1", name: null }]);
    });

    test("any moment opens, by every spelling, with the record as it was", async () => {
      const zero = await live.read<MomentView>("kaz-1", "moments/rev:0");
      expect(zero).toMatchObject({ seq: 1, revision: { number: 0 }, moment: null, party: null, file: null });
      expect(wordsIn(zero, "p1")).toBe("Each Party shallshould act.");
      expect(zero.record.resolutions).toEqual({});
      const now = await live.read<MomentView>("kaz-1", "moments/now");
      expect(wordsIn(now, "p1")).toBe("Each Party should act.");
      expect(now.record.resolutions.b1).toMatchObject({ kind: "adopt" });
      const named = await live.read<MomentView>("kaz-1", "moments/moment:m1");
      expect(named).toMatchObject({ ref: "moment:m1", seq: 2, moment: { name: "Before KAZ was adopted" } });
      const one = await live.read<MomentView>("kaz-1", "moments/rev:1");
      const entry = await live.read<MomentView>("kaz-1", "moments/seq:3");
      expect(entry).toEqual({ ...one, ref: "seq:3" });
      const [revision] = (await live.read<Revision[]>("kaz-1", "revisions")).slice(1);
      expect([one.wordsHash, one.entryHash]).toEqual([revision?.wordsHash, revision?.entryHash]);
    });

    test("a party's view shows its proposals as adopted, to those who see names", async () => {
      const view = await live.read<MomentView>("secretariat", "moments/party:UZB@rev:1");
      expect(wordsIn(view, "p2")).toBe("Fees are limited to costs.");
      expect(view).toMatchObject({ party: "UZB", seq: 3 });
      expect((await live.get("expert", "moments/party:UZB")).status).toBe(403);
    });

    test("comparisons tell what became of brackets, with the names that a reader may see", async () => {
      const { comparison, from, to } = await live.read<CompareView>("kaz-1", "compare?from=rev:0&to=now");
      expect([from.seq, to.seq]).toEqual([1, (await live.store.head(TEXT.id)).seq]);
      const told = comparison.rows.flatMap(({ brackets }) => brackets);
      expect(told).toContainEqual(expect.objectContaining({ what: "resolved", how: "adopt", party: "KAZ" }));
      const { status, text } = await live.get("expert", "compare?from=rev:0&to=now");
      expect([status, /KAZ|UZB|kaz-1|could live/.exec(text)]).toEqual([200, null]);
    });

    test("words say where they came from", async () => {
      const all = await live.read<ProvenanceView>("kaz-1", "provenance?provision=p1&at=seq:5");
      expect(all.origins.map(({ text }) => text).join("")).toBe("Each Party should act.");
      const [adopted] = (await live.read<ProvenanceView>("kaz-1", "provenance?provision=p1&from=12&to=14&at=seq:5"))
        .origins;
      expect(adopted).toMatchObject({ from: 12, to: 14, text: "ho", proposal: { option: "o1", party: "KAZ" } });
      expect(adopted?.became).toMatchObject({ how: "adopt", reason: "UZB could live with it" });
      const { text } = await live.get("expert", "provenance?provision=p1&at=seq:5");
      expect(text).not.toMatch(/KAZ|UZB|kaz-1/);
    });

    test("whatever is asked in a wrong way is answered with a sentence", async () => {
      for (const ref of BAD_REFS)
        expect([ref, (await live.get("secretariat", `moments/${ref}`)).status]).toEqual([ref, 400]);
      const paths = [
        ...MISSING_REFS.map((ref) => [404, `moments/${ref}`] as const),
        ...MISSING_REFS.map((ref) => [404, `compare?from=now&to=${ref}`] as const),
        [400, "compare?from=now"],
        [400, "compare?from=now&to=yesterday"],
        [400, "timeline?before=x"],
        [400, "provenance?at=now"],
        [400, "provenance?provision=../x"],
        [404, "provenance?provision=p9"],
        [400, "provenance?provision=p1&from=-1"],
        [400, "provenance?provision=p1&at=party:KAZ"],
      ] as const;
      for (const [expected, path] of paths) {
        const { status, text } = await live.get("secretariat", path);
        expect([path, status]).toEqual([path, expected]);
        expect((JSON.parse(text) as ApiError).error.sentence).toMatch(/^[A-Z].*\.$/);
      }
      expect((await live.get("kaz-1", "moments/file:nothing")).status).toBe(403);
      expect((await fetch(`${live.origin}/api/texts/${TEXT.id}/timeline`)).status).toBe(401);
    });

    test("restoring is an act: told, once, undone by another, and refused where it may not be", async () => {
      const restore = { type: "restore", seq: 3, reason: "Adopted too early" } as const;
      for (const person of ["kaz-1", "chair", "expert"]) {
        expect(await live.act(person, restore)).toMatchObject({ accepted: false, refusal: { id: "not-your-act" } });
      }
      const key = "restore-once-1";
      const { seq: before } = await live.store.head(TEXT.id);
      const first = await live.act("secretariat", restore, key);
      expect(first).toMatchObject({ accepted: true, restored: { rewritten: ["p1"], reopened: ["b1"], ended: [] } });
      expect(await live.act("secretariat", restore, key)).toEqual(first);
      const restored = await live.read<MomentView>("kaz-1", "moments/now");
      expect(wordsIn(restored, "p1")).toBe("Each Party shallshould act.");
      expect(restored.record.resolutions).toEqual({});
      expect((await live.read<Timeline>("kaz-1", "timeline")).acts.at(-1)).toMatchObject({
        type: "restore",
        to: 3,
        restored: { rewritten: ["p1"] },
        reason: "Adopted too early",
      });
      expect(await live.act("secretariat", restore)).toMatchObject({ refusal: { id: "no-change" } });
      expect(await live.act("secretariat", { ...restore, seq: 9_999 })).toMatchObject({
        refusal: { id: "no-such-moment" },
      });
      const some = { ...restore, provisions: ["p9"] };
      expect(await live.act("secretariat", some)).toMatchObject({
        refusal: { id: "no-such-provision", provision: "p9" },
      });
      await live.accepted("secretariat", { type: "restore", seq: before, reason: "Not so" });
      const undone = await live.read<MomentView>("kaz-1", "moments/now");
      expect(wordsIn(undone, "p1")).toBe("Each Party should act.");
      expect(undone.record.resolutions.b1?.kind).toBe("adopt");
      await live.accepted("chair", { type: "status", provisions: ["p1"], status: "agreed-adref" });
      expect(await live.act("secretariat", restore)).toMatchObject({ refusal: { id: "locked", provision: "p1" } });
      expect((await verifyText(live.store, TEXT, DIRECTORY)).finding).toBeNull();
    });

    test("a revision is the same bytes for ever, whatever is done afterwards", async () => {
      const read = async (person: string) => (await live.get(person, "moments/rev:1")).text;
      const before = [await read("kaz-1"), await read("expert")];
      await live.accepted("chair", { type: "reopen", provisions: ["p1"], reason: "Again" });
      await live.accepted("chair", { type: "merge", bracket: "b2", words: " to what services cost" });
      await live.accepted("secretariat", { type: "restore", seq: 1, reason: "From the beginning" });
      await live.accepted("secretariat", { type: "issue", title: "Second reading" });
      expect([await read("kaz-1"), await read("expert")]).toEqual(before);
      const moment = await live.read<MomentView>("kaz-1", "moments/rev:1");
      expect(moment.wordsHash).toBe(moment.revision?.wordsHash);
      const latest = await live.read<MomentView>("kaz-1", "moments/rev:2");
      const [zero, now] = [await live.read<MomentView>("kaz-1", "moments/rev:0"), latest];
      expect(now.wordsHash).toBe(zero.wordsHash);
    });

    test("names of moments come and go, and each id names one", async () => {
      const name = { type: "name-moment", moment: "m2", seq: 1, name: "The beginning" } as const;
      expect(await live.act("kaz-1", name)).toMatchObject({ refusal: { id: "not-your-act" } });
      await live.accepted("secretariat", name);
      expect(await live.act("secretariat", { ...name, seq: 2 })).toMatchObject({ refusal: { id: "moment-taken" } });
      expect(await live.act("chair", { ...name, moment: "m3", seq: 9_999 })).toMatchObject({
        refusal: { id: "no-such-moment" },
      });
      await live.accepted("chair", { type: "rename-moment", moment: "m2", name: "Zero" });
      expect(await live.act("chair", { type: "rename-moment", moment: "m2", name: "Zero" })).toMatchObject({
        refusal: { id: "no-change" },
      });
      expect((await live.read<MomentView>("kaz-1", "moments/moment:m2")).moment?.name).toBe("Zero");
      await live.accepted("secretariat", { type: "unname-moment", moment: "m2" });
      expect((await live.get("kaz-1", "moments/moment:m2")).status).toBe(404);
    });
  });
}
