import { parse } from "@adref/notation";
import { handshakeParams, type PracticeView } from "@adref/protocol";
import { EMPTY_RECORD } from "@adref/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { NEGOTIATION } from "../src/negotiation/stream.ts";
import { putForward } from "../src/practice/moves.ts";
import { playerOf } from "../src/practice/practice.ts";
import { PracticeRoom } from "../src/practice/practice-room.ts";
import { utter } from "../src/practice/utterance.ts";
import { issueSecret } from "../src/sign-in/secrets.ts";
import { DIRECTORY } from "./doubles/directory.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";

const SOURCE = `# Framework Agreement

#### Article 1. Release of goods

1. Each Party shall release goods promptly at every border crossing point of its own.

2. Each Party shall publish its fees and charges on a website that is open to everybody.

3. Each Party shall name an enquiry point and tell the others of it without delay.

4. The Parties shall meet once a year to look at how this Article is carried out.

5. Each Party [shall][KAZ: should — UZB oppose] cooperate.
`;
const LOG = { info: () => {}, warn: () => {}, error: () => {} };
const PARTIES = ["KAZ", "UZB", "MNG", "KGZ"].map((code) => ({
  code,
  names: { en: code, ru: code },
  wto: "none" as const,
}));
const NEGOTIATION_OF_FOUR = { ...DIRECTORY, parties: PARTIES };

/** A room in which everybody is as fast as the machine. */
async function room(role: "delegation" | "chair", party: string | null): Promise<PracticeRoom> {
  const of = DIRECTORY.texts[0];
  if (!of) throw new Error("There is no text");
  const me = playerOf({ id: "me", name: "Me" }, { text: "fa", role, party }, of.body);
  const { text: value } = parse(SOURCE);
  return PracticeRoom.open({ value, of, owner: "me", me, negotiation: NEGOTIATION_OF_FOUR, log: LOG, pace: 0 });
}

const recordOf = async (one: PracticeRoom) => (await one.rooms.snapshot(one.text)).value.record;
const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 15_000, interval: 20 });

describe("the others in a practice room", () => {
  test("propose and support by themselves, each as its own party", async () => {
    const one = await room("delegation", "KAZ");
    await soon(async () =>
      Object.values((await recordOf(one)).options)
        .map(({ owner }) => owner)
        .sort(),
    ).toEqual(["KAZ", "KGZ", "MNG", "UZB"]);
    await soon(async () => JSON.stringify((await recordOf(one)).stances)).toContain('"KGZ":{"');
    await one.close();
  });

  test("answer a position, and what the chair decides", async () => {
    const one = await room("chair", null);
    const before = await recordOf(one);
    const [bracket = ""] = Object.keys(before.brackets);
    const [option = ""] = Object.keys(before.options);
    const answer = await one.rooms.act(one.me, one.text, {
      key: "key-of-chair-1",
      act: { type: "adopt", bracket, option },
    });
    expect(answer.accepted).toBe(true);
    await soon(async () => (await recordOf(one)).resolutions[bracket]?.by).toBe("me");
    await one.close();
  });

  test("the chair decides against a proposal while the line is cut; without one there is no cut", async () => {
    const one = await room("delegation", "MNG");
    expect(await one.cutLine()).toBe(false);
    await one.close();
    const mine = await room("delegation", "KAZ");
    expect(await mine.cutLine()).toBe(true);
    await soon(async () => Object.values((await recordOf(mine)).resolutions).map(({ by }) => by)).toEqual([
      "practice-chair",
    ]);
    await mine.close();
  });

  test("decides against an addition, too, which leaves no standing words", async () => {
    const one = await room("delegation", "MNG");
    await utter(one.rooms, one.me, one.text, (doc) => {
      return putForward(doc, EMPTY_RECORD, { add: " and in time" }, 0) !== null;
    });
    expect(await one.cutLine()).toBe(true);
    await soon(async () => Object.values((await recordOf(one)).resolutions).map(({ kind }) => kind)).toEqual([
      "delete",
    ]);
    await one.close();
  });
});

describe("a practice room", () => {
  let server: WholeServer;
  beforeAll(async () => {
    server = await wholeServer({ source: SOURCE });
  });
  afterAll(() => server.close());
  const begin = async (person: string, body: unknown) => server.ask(person, "POST", "/api/practice", body);
  const kaz = { text: "fa", role: "delegation", party: "UZB" };

  test("is its player's alone, in a role of the player's choice, and nothing of it is in the negotiation", async () => {
    const heads = async () => [await server.store.head("fa"), await server.store.head(NEGOTIATION)];
    const before = await heads();
    const view = (await (await begin("expert", { text: "fa", role: "chair", party: null })).json()) as PracticeView;
    expect(view).toMatchObject({ of: "fa", me: { id: "expert", role: "chair", bodies: ["wg1"] } });
    const path = `/api/texts/${view.id}`;
    const [bracket] = Object.keys(
      (
        (await (await server.ask("expert", "GET", `${path}/export?format=json`)).json()) as {
          record: { brackets: object };
        }
      ).record.brackets,
    );
    const act = { key: "park-in-practice", act: { type: "park", bracket, parked: true } };
    expect((await server.ask("expert", "POST", `${path}/acts`, act)).status).toBe(200);
    for (const other of ["kaz-1", "secretariat", "chair", null]) {
      for (const [method, where] of [
        ["GET", path],
        ["GET", `${path}/export?format=json`],
        ["GET", `/api/practice/${view.id}`],
        ["DELETE", `/api/practice/${view.id}`],
        ["POST", `${path}/acts`],
      ] as const) {
        const answer = await server.ask(other, method, where, method === "POST" ? act : undefined);
        expect([401, 403, 404], `${other} ${method} ${where}`).toContain(answer.status);
      }
      if (other === null) continue;
      const { secret } = await issueSecret(server.store, "token", other, Date.now());
      const params = new URLSearchParams({ ...handshakeParams(77), token: secret });
      const socket = new WebSocket(`${server.origin.replace("http", "ws")}/sync/${view.id}?${params}`);
      expect(await new Promise((resolve) => socket.once("close", resolve))).toBe(4404);
    }
    const listed = (await (await server.ask("expert", "GET", "/api/negotiation")).json()) as {
      texts: { id: string }[];
    };
    expect(listed.texts.map(({ id }) => id)).toEqual(["fa"]);
    expect(await heads()).toEqual(before);
    expect((await server.store.head(view.id)).seq).toBe(0);
  });

  test("names that are withheld from the player stay withheld in the copy", async () => {
    const view = (await (
      await begin("expert", { text: "fa", role: "secretariat", party: null })
    ).json()) as PracticeView;
    const json = await (await server.ask("expert", "GET", `/api/texts/${view.id}/export?format=json`)).text();
    expect(json).not.toContain('"KAZ"');
  });

  test("says on every paper what it is, and counts them", async () => {
    const view = (await (await begin("kaz-1", kaz)).json()) as PracticeView;
    const paper = await server.ask("kaz-1", "GET", `/api/texts/${view.id}/export?format=html&view=bracketed`);
    const html = await paper.text();
    expect(paper.headers.get("content-disposition")).toMatch(/PRACTICE/i);
    expect(html).toContain("PRACTICE");
    expect(((await (await server.ask("kaz-1", "GET", `/api/practice/${view.id}`)).json()) as PracticeView).papers).toBe(
      1,
    );
  });

  test("is limited in number, can be left, and cannot be asked for in other roles", async () => {
    const rooms: PracticeView[] = [];
    for (let i = 0; i < 3; i++) rooms.push((await (await begin("uzb-1", kaz)).json()) as PracticeView);
    const status = (id: string) => server.ask("uzb-1", "GET", `/api/practice/${id}`).then(({ status }) => status);
    expect(await Promise.all(rooms.map(({ id }) => status(id)))).toEqual([404, 200, 200]);
    const last = rooms[2]?.id ?? "";
    expect((await server.ask("uzb-1", "DELETE", `/api/practice/${last}`)).status).toBe(200);
    expect(await status(last)).toBe(404);
    for (const bad of [
      { text: "fa", role: "observer", party: null },
      { text: "fa", role: "delegation", party: null },
      { text: "fa", role: "chair", party: "KAZ" },
    ]) {
      expect((await begin("uzb-1", bad)).status).toBe(400);
    }
    expect((await begin("uzb-1", { text: "fa", role: "delegation", party: "XYZ" })).status).toBe(404);
    expect((await begin("uzb-1", { text: "nothing", role: "chair", party: null })).status).toBe(404);
  });
});
