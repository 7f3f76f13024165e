import {
  type Directory,
  handshakeParams,
  type NegotiationAct,
  type NegotiationPast,
  type Person,
} from "@adref/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { canonicalJson } from "../src/ledger.ts";
import { LiveDirectory } from "../src/live-directory.ts";
import { foldEvent } from "../src/negotiation/fold.ts";
import { judgeEvent } from "../src/negotiation/judge.ts";
import { eventEntry, NEGOTIATION, standingOf } from "../src/negotiation/stream.ts";
import { verifyNegotiation } from "../src/negotiation/verify-negotiation.ts";
import { issueSecret } from "../src/sign-in/secrets.ts";
import { SESSION_COOKIE } from "../src/sign-in/sign-in.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { DIRECTORY } from "./doubles/directory.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";
import { MemoryStore } from "./rooms/memory-store.ts";

let server: WholeServer;
beforeAll(async () => {
  server = await wholeServer();
});
afterAll(() => server.close());

let keys = 0;
const acts = (person: string | null, act: unknown, key = `key-of-test-${++keys}`) =>
  server.ask(person, "POST", "/api/negotiation/acts", { key, act });
const refusalOf = async (response: Response) => {
  const body = (await response.json()) as { refusal?: { id: string }; error?: { id: string } };
  return body.refusal?.id ?? body.error?.id;
};
const delegate = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: `Delegate ${id}`,
  role: "delegation",
  party: "KAZ",
  bodies: [],
  names: true,
  ...more,
});
const history = async () =>
  (await (await server.ask("secretariat", "GET", "/api/negotiation/history")).json()) as NegotiationPast[];

describe("who may", () => {
  const forbidden: NegotiationAct[] = [
    { type: "change-person", person: delegate("kaz-1", { party: "UZB" }) },
    { type: "add-people", people: [delegate("mole", { party: "UZB" })] },
    { type: "end-person", person: "uzb-1" },
    { type: "name-negotiation", name: "Ours" },
    { type: "remove-party", party: "UZB" },
  ];
  test.each(["kaz-1", "chair", "expert", null])("%s may do none of it, and nothing is on the record", async (who) => {
    const { seq } = await server.store.head(NEGOTIATION);
    for (const act of forbidden) expect([401, 403]).toContain((await acts(who, act)).status);
    expect([401, 403]).toContain((await server.ask(who, "POST", "/api/people/uzb-1/link")).status);
    expect([401, 403]).toContain((await server.ask(who, "POST", "/api/people/links", { people: ["uzb-1"] })).status);
    expect((await server.store.head(NEGOTIATION)).seq).toBe(seq);
  });

  test("forged and unknown members are refused, and events that only the server writes", async () => {
    const forged: unknown[] = [
      { type: "add-people", people: [{ ...delegate("f1"), ended: "2020-01-01T00:00:00.000Z" }] },
      { type: "add-people", people: [{ ...delegate("f2"), admin: true }] },
      { type: "add-people", people: [{ ...delegate("../f3") }] },
      { type: "add-people", people: [], by: "chair" },
      { type: "change-person", person: { ...delegate("kaz-1"), role: "root" } },
      { type: "found", directory: DIRECTORY },
      { type: "add-text", text: { id: "x", title: "X", symbol: "X", body: "wg1" } },
      { type: "invite", people: ["kaz-1"], expires: "2030-01-01T00:00:00.000Z" },
      { type: "name-negotiation", name: "\u202e" },
      "end-person",
    ];
    for (const act of forged) expect((await acts("secretariat", act)).status, JSON.stringify(act)).toBe(400);
  });

  test("readers without names are not told the history", async () => {
    expect((await server.ask("expert", "GET", "/api/negotiation/history")).status).toBe(403);
    expect((await server.ask("kaz-1", "GET", "/api/negotiation/history")).status).toBe(200);
  });
});

describe("what is refused", () => {
  test.each<[string, NegotiationAct]>([
    ["party-taken", { type: "add-parties", parties: [{ code: "KAZ", names: { en: "K", ru: "К" }, wto: "none" }] }],
    ["party-in-use", { type: "remove-party", party: "UZB" }],
    ["no-such-party", { type: "remove-party", party: "XXX" }],
    ["body-in-use", { type: "remove-body", body: "wg1" }],
    ["person-taken", { type: "add-people", people: [delegate("kaz-1")] }],
    ["person-taken", { type: "add-people", people: [delegate("one"), delegate("one")] }],
    ["needs-party", { type: "add-people", people: [delegate("nobody", { party: null })] }],
    ["needs-party", { type: "add-people", people: [delegate("chair-9", { role: "chair", bodies: ["wg1"] })] }],
    ["needs-body", { type: "add-people", people: [delegate("chair-9", { role: "chair", party: null })] }],
    [
      "no-such-body",
      { type: "add-people", people: [delegate("chair-9", { role: "chair", party: null, bodies: ["wg9"] })] },
    ],
    ["last-secretary", { type: "end-person", person: "secretariat" }],
    ["last-secretary", { type: "change-person", person: delegate("secretariat") }],
    ["no-such-person", { type: "end-person", person: "nobody" }],
    ["not-ended", { type: "readmit-person", person: "kaz-1" }],
    ["bad-group", { type: "set-group", group: { id: "g", name: "G", speaker: "KAZ", members: ["UZB"] } }],
    ["no-such-text", { type: "rename-text", text: "nothing", title: "T", symbol: "S" }],
    ["no-change", { type: "name-negotiation", name: "CARTIF" }],
  ])("%s", async (id, act) => {
    const answer = await acts("secretariat", act);
    expect([answer.status, await refusalOf(answer)]).toEqual([409, id]);
  });

  test("a party whose words stand in a text stays, though nobody belongs to it", async () => {
    const bare = await wholeServer({ source: "# A\n\n1. Each Party [shall][TJK: should] act.\n" });
    const ask = (act: NegotiationAct) =>
      bare.ask("secretariat", "POST", "/api/negotiation/acts", { key: `key-bare-${++keys}`, act });
    const party = (code: string) => ({ code, names: { en: code, ru: code }, wto: "none" as const });
    expect((await ask({ type: "add-parties", parties: [party("TJK"), party("TKM")] })).status).toBe(200);
    expect(await refusalOf(await ask({ type: "remove-party", party: "TJK" }))).toBe("party-in-use");
    expect((await ask({ type: "remove-party", party: "TKM" })).status).toBe(200);
    await bare.close();
  });
});

test("the same key counts once, and serves for nothing else", async () => {
  const act: NegotiationAct = { type: "add-bodies", bodies: [{ id: "wg7", name: "Working Group 7" }] };
  const first = await acts("secretariat", act, "one-key-for-all");
  const { seq } = (await first.json()) as { seq: number };
  expect(await (await acts("secretariat", act, "one-key-for-all")).json()).toEqual({ accepted: true, seq });
  expect(await refusalOf(await acts("secretariat", { type: "remove-body", body: "wg7" }, "one-key-for-all"))).toBe(
    "key-used",
  );
});

/** Opens a socket and resolves with its close code, and whether it was open before. */
function socketOf(token: string, kind = "sync"): { opened: Promise<void>; closed: Promise<number> } {
  const params = new URLSearchParams({ ...handshakeParams(1 + Math.floor(Math.random() * 1e9)), token });
  const ws = new WebSocket(`${server.origin.replace("http", "ws")}/${kind}/fa?${params}`);
  ws.on("error", () => {});
  return {
    opened: new Promise((resolve) => ws.once("open", () => resolve())),
    closed: new Promise((resolve) => ws.once("close", (code) => resolve(code))),
  };
}

describe("a person whose time has ended", () => {
  test("is out at once: sockets, sessions, tokens and links; what was done stays lawful and named", async () => {
    await acts("secretariat", { type: "add-people", people: [delegate("kaz-2")] });
    const stance = { key: "stance-of-kaz-2", act: { type: "stance", target: "b1", stance: "reserve" } };
    const brackets = (await (await server.ask("kaz-2", "GET", "/api/texts/fa/export?format=json")).json()) as {
      record: { brackets: Record<string, unknown> };
    };
    const target = Object.keys(brackets.record.brackets)[0];
    const done = await server.ask("kaz-2", "POST", "/api/texts/fa/acts", { ...stance, act: { ...stance.act, target } });
    expect(done.status).toBe(200);

    const now = Date.now();
    const [token, session, link] = await Promise.all([
      issueSecret(server.store, "token", "kaz-2", now),
      issueSecret(server.store, "session", "kaz-2", now),
      issueSecret(server.store, "link", "kaz-2", now),
    ]);
    const sockets = [socketOf(token.secret), socketOf(token.secret, "record")];
    await Promise.all(sockets.map(({ opened }) => opened));
    const answer = await acts("secretariat", { type: "end-person", person: "kaz-2", reason: "Left the ministry" });
    expect(answer.status).toBe(200);
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
    const asked = (headers: Record<string, string>) => fetch(`${server.origin}/api/session`, { headers });
    expect((await asked({ authorization: `Bearer ${token.secret}` })).status).toBe(401);
    expect((await asked({ cookie: `${SESSION_COOKIE}=${session.secret}` })).status).toBe(401);
    const signIn = await fetch(`${server.origin}/api/signin`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.origin },
      body: JSON.stringify({ token: link.secret }),
    });
    expect(signIn.status).toBe(401);
    expect(await socketOf(token.secret).closed).toBe(4401);
    expect((await server.ask("secretariat", "POST", "/api/people/kaz-2/link")).status).toBe(409);

    const { timetable, finding, standing } = await verifyNegotiation(server.store);
    expect(finding).toBeNull();
    const text = standing?.directory.texts[0];
    if (!text) throw new Error("There is no text");
    expect((await verifyText(server.store, text, timetable)).finding).toBeNull();

    expect((await acts("secretariat", { type: "readmit-person", person: "kaz-2" })).status).toBe(200);
    expect((await asked({ authorization: `Bearer ${token.secret}` })).status).toBe(401);
    expect((await history())[0]).toMatchObject({
      by: "secretariat",
      event: { type: "readmit-person" },
      before: { id: "kaz-2" },
    });
  });

  test("one who belongs to another party now writes for it only, and the record shows who changed it", async () => {
    const { secret } = await issueSecret(server.store, "token", "kaz-1", Date.now());
    const socket = socketOf(secret);
    await socket.opened;
    await acts("secretariat", { type: "change-person", person: { ...delegate("kaz-1"), party: "UZB" } });
    expect(await socket.closed).toBe(4503);
    const session = await fetch(`${server.origin}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await session.json()).toMatchObject({ person: { party: "UZB" } });
    expect((await history())[0]).toMatchObject({
      by: "secretariat",
      before: { party: "KAZ" },
      event: { person: { party: "UZB" } },
    });
    await acts("secretariat", { type: "change-person", person: delegate("kaz-1") });
  });
});

describe("invitations", () => {
  test("a fresh link ends the older ones, works once, and stands in the history without its secret", async () => {
    const made = async () =>
      (await (await server.ask("secretariat", "POST", "/api/people/uzb-1/link")).json()) as { link: string };
    const [first, second] = [await made(), await made()];
    const signIn = (link: string) =>
      fetch(`${server.origin}/api/signin`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.origin },
        body: JSON.stringify({ token: link.split("/").at(-1) }),
      });
    expect((await signIn(first.link)).status).toBe(401);
    expect((await signIn(second.link)).status).toBe(200);
    expect((await signIn(second.link)).status).toBe(401);
    const told = await history();
    expect(told[0]).toMatchObject({ by: "secretariat", event: { type: "invite", people: ["uzb-1"] } });
    expect(JSON.stringify(told)).not.toContain(second.link.split("/").at(-1));
  });

  test("many at once, each for one person; none where one of them is unknown", async () => {
    const all = await server.ask("secretariat", "POST", "/api/people/links", { people: ["uzb-1", "chair", "uzb-1"] });
    expect(((await all.json()) as unknown[]).length).toBe(2);
    const bad = await server.ask("secretariat", "POST", "/api/people/links", { people: ["uzb-1", "nobody"] });
    expect(bad.status).toBe(409);
  });
});

describe("the ledger of the negotiation", () => {
  test("is whole and lawful after all of this, and its fold is what the server serves", async () => {
    const { finding, standing } = await verifyNegotiation(server.store);
    expect(finding).toBeNull();
    const view = (await (await server.ask("secretariat", "GET", "/api/negotiation")).json()) as Directory;
    expect(view.people).toEqual(standing?.directory.people);
    expect(view.bodies).toEqual(standing?.directory.bodies);
  });

  test("an act by somebody who might not, or a second founding, is found", async () => {
    const at = "2026-11-25T10:00:00.000Z";
    const begun = async (store: MemoryStore) =>
      store.append(NEGOTIATION, 0, [eventEntry({ type: "found", directory: DIRECTORY }, "secretariat", at)]);
    for (const forged of [
      eventEntry({ type: "name-negotiation", name: "Ours" }, "kaz-1", at),
      eventEntry({ type: "found", directory: { ...DIRECTORY, name: "Ours" } }, "secretariat", at),
      { ...eventEntry({ type: "name-negotiation", name: "Ours" }, "secretariat", at), update: new Uint8Array([0]) },
    ]) {
      const store = new MemoryStore();
      await begun(store);
      await store.append(NEGOTIATION, 1, [forged]);
      expect((await verifyNegotiation(store)).finding?.seq).toBe(2);
    }
  });

  test("nodes that act at once lose nothing, and a stored directory begins it", async () => {
    const store = new MemoryStore();
    const nodes = Array.from({ length: 4 }, () => new LiveDirectory(store, DIRECTORY));
    const answers = await Promise.all(
      nodes.flatMap((node, n) =>
        Array.from({ length: 5 }, (_, i) =>
          node.act({
            event: { type: "add-people", people: [delegate(`p-${n}-${i}`)] },
            person: "secretariat",
            at: "2026-11-25T10:00:00.000Z",
          }),
        ),
      ),
    );
    expect(answers.every(({ accepted }) => accepted)).toBe(true);
    const standing = await standingOf(store);
    expect(standing?.directory.people).toHaveLength(DIRECTORY.people.length + 20);
    for (const node of nodes) await node.refresh();
    for (const node of nodes) expect(canonicalJson(node.current())).toBe(canonicalJson(standing?.directory));
    expect((await verifyNegotiation(store)).finding).toBeNull();
  });

  test("whatever is lawful leaves a sound directory with somebody in the Secretariat", () => {
    const code = fc.constantFrom("KAZ", "UZB", "TJK");
    const id = fc.constantFrom("secretariat", "chair", "kaz-1", "new-1", "new-2");
    const person = fc.record({
      id,
      name: fc.constant("N"),
      role: fc.constantFrom("delegation", "chair", "secretariat", "observer") as fc.Arbitrary<Person["role"]>,
      party: fc.option(code),
      bodies: fc.subarray(["wg1", "wg2"]),
      names: fc.boolean(),
    });
    const event: fc.Arbitrary<NegotiationAct> = fc.oneof(
      person.map((one): NegotiationAct => ({ type: "add-people", people: [one] })),
      person.map((one): NegotiationAct => ({ type: "change-person", person: one })),
      id.map((one): NegotiationAct => ({ type: "end-person", person: one })),
      id.map((one): NegotiationAct => ({ type: "readmit-person", person: one })),
      code.map((one): NegotiationAct => ({ type: "remove-party", party: one })),
      fc.constant<NegotiationAct>({ type: "remove-body", body: "wg1" }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(id, event), { maxLength: 40 }), (doings) => {
        let directory: Directory = DIRECTORY;
        for (const [by, act] of doings) {
          const who = directory.people.find((one) => one.id === by);
          if (judgeEvent(directory, who, act)) continue;
          expect(who?.role).toBe("secretariat");
          const count = directory.people.length;
          directory = foldEvent(directory, act, "2026-11-25T10:00:00.000Z");
          expect(directory.people.length).toBeGreaterThanOrEqual(count);
        }
        const { people, parties, bodies } = directory;
        expect(people.some(({ role, ended }) => role === "secretariat" && ended === undefined)).toBe(true);
        expect(new Set(people.map((one) => one.id)).size).toBe(people.length);
        for (const one of people) {
          expect((one.role === "delegation") === (one.party !== null)).toBe(true);
          if (one.party !== null) expect(parties.map((party) => party.code)).toContain(one.party);
          for (const of of one.bodies) expect(bodies.map((body) => body.id)).toContain(of);
        }
      }),
    );
  });
});
