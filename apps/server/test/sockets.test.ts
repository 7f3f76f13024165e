import { CLOSE, handshakeParams } from "@adref/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { hashSecret } from "../src/sign-in/secrets.ts";
import { type TestServer, testServer } from "./doubles/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

interface Opened {
  readonly socket: WebSocket;
  /** The first message, or the close code. */
  readonly first: string | number;
}

function open(
  path: string,
  params: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Opened> {
  const query = new URLSearchParams({ ...handshakeParams(7), ...params });
  const socket = new WebSocket(`${server.origin.replace("http", "ws")}${path}?${query}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on("message", (data) => resolve({ socket, first: String(data) }));
    socket.on("close", (code) => resolve({ socket, first: code }));
    socket.on("error", reject);
  });
}

test("a token or a session from our own page opens a socket, and the room learns who it is", async () => {
  const byToken = await open("/sync/fa", { token: await server.token("kaz-1") });
  expect(byToken.first).toBe("welcome");
  const headers = { cookie: await server.cookie("uzb-1"), origin: server.origin };
  const byCookie = await open("/record/fa", {}, headers);
  expect(byCookie.first).toBe("welcome");
  expect(server.rooms.asked).toEqual(expect.arrayContaining(["sync kaz-1 fa 7", "record uzb-1 fa"]));
  byToken.socket.close();
  byCookie.socket.close();
});

test("what a client sends at once, before the server has made up its mind, is not lost", async () => {
  const token = await server.token("kaz-1");
  const query = new URLSearchParams({ ...handshakeParams(7), token });
  const socket = new WebSocket(`${server.origin.replace("http", "ws")}/sync/fa?${query}`);
  const heard: string[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on("message", (data) => {
      heard.push(String(data));
      if (heard.length === 2) resolve();
    });
  });
  socket.on("open", () => socket.send("first words"));
  await done;
  expect(heard).toEqual(["welcome", "first words"]);
  socket.close();
});

test("refusals are closings that y-websocket does not answer by knocking again", async () => {
  const token = await server.token("kaz-1");
  const cookie = await server.cookie("kaz-1");
  const code = async (...given: Parameters<typeof open>) => (await open(...given)).first;
  expect(await code("/sync/fa")).toBe(CLOSE.signedOut);
  expect(await code("/sync/fa", { token: "nonsense" })).toBe(CLOSE.signedOut);
  expect(await code("/sync/none", { token })).toBe(CLOSE.noSuchText);
  expect(await code("/other/fa", { token })).toBe(CLOSE.badRequest);
  expect(await code("/sync/fa", { token, protocol: "0" })).toBe(CLOSE.reload);
  expect(await code("/sync/fa", { token, schema: "99" })).toBe(CLOSE.reload);
  expect(await code("/sync/fa", {}, { cookie, origin: "https://evil.example" })).toBe(CLOSE.forbidden);
  expect(await code("/sync/fa", {}, { cookie })).toBe(CLOSE.forbidden);
});

test("signing out closes the session's sockets and no others", async () => {
  const cookie = await server.cookie("kaz-1");
  const headers = { cookie, origin: server.origin };
  const { socket } = await open("/sync/fa", {}, headers);
  const other = await open("/sync/fa", { token: await server.token("kaz-1") });
  const closed = new Promise((resolve) => socket.on("close", resolve));
  await fetch(`${server.origin}/api/signout`, { method: "POST", headers });
  expect(await closed).toBe(CLOSE.signedOut);
  expect(other.socket.readyState).toBe(WebSocket.OPEN);
  other.socket.close();
});

test("a socket ends with its session, although nobody signs out", async () => {
  const own = await testServer({}, 10);
  const token = await own.token("kaz-1");
  const query = new URLSearchParams({ ...handshakeParams(7), token });
  const socket = new WebSocket(`${own.origin.replace("http", "ws")}/sync/fa?${query}`);
  await new Promise((resolve) => socket.once("message", resolve));
  await own.store.extendSecret(hashSecret(token), new Date(Date.now() - 1).toISOString());
  expect(await new Promise((resolve) => socket.once("close", resolve))).toBe(CLOSE.signedOut);
  await own.close();
});

test("a message beyond the limit ends the socket and nothing else", async () => {
  const { socket } = await open("/sync/fa", { token: await server.token("kaz-1") });
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => {});
  socket.send(new Uint8Array(20_000_000));
  expect(await closed).toBe(1009);
  expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
});

test("a person may not hold sockets without end, and guessing is slowed down", async () => {
  const own = await testServer({
    limits: {
      importBytes: 1_000,
      bodyBytes: 1_000,
      messageBytes: 1_000,
      requestsPerMinute: 100,
      signInsPerMinute: 2,
      socketsPerPerson: 2,
    },
  });
  const url = (token: string) =>
    `${own.origin.replace("http", "ws")}/sync/fa?${new URLSearchParams({ ...handshakeParams(7), token })}`;
  const ends = (address: string) =>
    new Promise<number | "welcome">((resolve) => {
      const socket = new WebSocket(address);
      socket.on("message", () => resolve("welcome"));
      socket.on("close", (code) => resolve(code));
      socket.on("error", () => {});
    });
  const token = await own.token("kaz-1");
  expect([await ends(url(token)), await ends(url(token)), await ends(url(token))]).toEqual([
    "welcome",
    "welcome",
    CLOSE.tooMuch,
  ]);
  expect([await ends(url("x")), await ends(url("y")), await ends(url("z"))]).toEqual([
    CLOSE.signedOut,
    CLOSE.signedOut,
    1006,
  ]);
  expect(await ends(url(await own.token("uzb-1")))).toBe("welcome");
  await own.close();
});
