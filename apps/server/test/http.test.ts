import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiError, NegotiationView, Session, TextView } from "@adref/protocol";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { hashSecret } from "../src/sign-in/secrets.ts";
import { type TestServer, testServer } from "./doubles/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.origin + path, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(server.origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.origin, ...headers },
    body: JSON.stringify(body),
  });
const bearer = async (person: string) => ({ authorization: `Bearer ${await server.token(person)}` });
const errorOf = async (response: Response) => ((await response.json()) as ApiError).error.id;

describe("sign-in", () => {
  test("a link works once and becomes a session that scripts cannot read", async () => {
    const link = await server.link("kaz-1");
    const first = await post("/api/signin", { token: link });
    expect(first.status).toBe(200);
    expect(((await first.json()) as Session).person.id).toBe("kaz-1");
    const cookie = first.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^adref_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const session = await get("/api/session", { cookie: cookie.split(";")[0] ?? "" });
    expect(((await session.json()) as Session).person.party).toBe("KAZ");
    expect(await errorOf(await post("/api/signin", { token: link }))).toBe("bad-link");
  });

  test("of many who use a link at once one gets in", async () => {
    const link = await server.link("kaz-1");
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/api/signin", { token: link })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(401)]);
  });

  test("opening the link's page does not use it up", async () => {
    const link = await server.link("kaz-1");
    expect((await get(`/signin/${link}`, { accept: "text/html" })).status).toBe(200);
    expect((await post("/api/signin", { token: link })).status).toBe(200);
  });

  test("expired links, sessions, tokens and those of nobody do not let in", async () => {
    expect((await post("/api/signin", { token: await server.link("kaz-1", -1) })).status).toBe(401);
    expect((await post("/api/signin", { token: await server.link("stranger") })).status).toBe(401);
    expect((await get("/api/session", { authorization: `Bearer ${await server.token("kaz-1", -1)}` })).status).toBe(
      401,
    );
    expect((await get("/api/session", { authorization: "Bearer nonsense" })).status).toBe(401);
    expect((await get("/api/session", { cookie: "adref_session=nonsense" })).status).toBe(401);
    expect((await get("/api/session")).status).toBe(401);
  });

  test("no secret serves as another kind", async () => {
    const link = await server.link("kaz-1");
    const token = await server.token("kaz-1");
    expect((await get("/api/session", { authorization: `Bearer ${link}` })).status).toBe(401);
    expect((await get("/api/session", { cookie: `adref_session=${token}` })).status).toBe(401);
    expect((await post("/api/signin", { token })).status).toBe(401);
    expect((await get("/api/session", { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  test("signing out ends that session only", async () => {
    const [one, other] = [await server.cookie("kaz-1"), await server.cookie("kaz-1")];
    expect((await post("/api/signout", {}, { cookie: one })).status).toBe(200);
    expect((await get("/api/session", { cookie: one })).status).toBe(401);
    expect((await get("/api/session", { cookie: other })).status).toBe(200);
  });

  test("a session slides: used after a while it is prolonged and its cookie sent again", async () => {
    const fresh = await server.cookie("kaz-1");
    expect((await get("/api/session", { cookie: fresh })).headers.get("set-cookie")).toBeNull();
    const secret = fresh.split("=")[1] ?? "";
    await server.store.extendSecret(hashSecret(secret), new Date(Date.now() + 3_600_000).toISOString());
    const later = await get("/api/session", { cookie: fresh });
    expect(later.headers.get("set-cookie")).toContain(fresh);
    const expires = Date.parse(((await later.json()) as Session).expires);
    expect(expires - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
  });
});

describe("requests from other sites", () => {
  const act = { key: "key-00000001", act: { type: "stance", target: "o1", stance: "support" } };

  test.each([undefined, "https://evil.example", "null"])("a cookie with origin %s does nothing", async (origin) => {
    const headers: Record<string, string> = {
      cookie: await server.cookie("kaz-1"),
      "content-type": "application/json",
    };
    if (origin) headers.origin = origin;
    const response = await fetch(`${server.origin}/api/texts/fa/acts`, {
      method: "POST",
      headers,
      body: JSON.stringify(act),
    });
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toBe("foreign-origin");
    expect(server.rooms.asked).not.toContain("act kaz-1 fa stance");
  });

  test("an address written otherwise leads to the same checks", async () => {
    const body = JSON.stringify({ token: await server.link("kaz-1") });
    const headers = { "content-type": "application/json", origin: "https://evil.example" };
    const response = await fetch(`${server.origin}/%61pi/signin`, { method: "POST", headers, body });
    expect([response.status, await errorOf(response)]).toEqual([403, "foreign-origin"]);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect((await get("/%61pi/session", await bearer("kaz-1"))).headers.get("cache-control")).toBe("no-store");
  });

  test("a bearer token needs no origin", async () => {
    const response = await post("/api/texts/fa/acts", act, {
      ...(await bearer("kaz-1")),
      origin: "https://script.example",
    });
    expect(await response.json()).toEqual({ accepted: true, seq: 2 });
  });

  test("pages may load our own things only", async () => {
    const policy = (await get("/", { accept: "text/html" })).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe("the negotiation and its texts", () => {
  test("nothing is told to those who are signed out", async () => {
    for (const path of ["/api/negotiation", "/api/texts/fa", "/api/texts/fa/revisions", "/api/texts/fa/export"]) {
      expect((await get(path)).status, path).toBe(401);
    }
    expect((await post("/api/texts/fa/acts", {})).status).toBe(401);
  });

  test("a text is counted", async () => {
    const view = (await (await get("/api/texts/fa", await bearer("kaz-1"))).json()) as TextView;
    expect(view).toMatchObject({
      id: "fa",
      provisions: 2,
      openBrackets: 1,
      agreed: 1,
      seq: 0,
      revision: { number: 1 },
    });
    expect(view.revisions).toHaveLength(1);
  });

  test("who may not see names is told of no delegate", async () => {
    const seen = (await (await get("/api/negotiation", await bearer("kaz-1"))).json()) as NegotiationView;
    expect(seen.people.map((person) => person.id)).toContain("uzb-1");
    const withheld = (await (await get("/api/negotiation", await bearer("expert"))).json()) as NegotiationView;
    expect(withheld.people.map((person) => person.id)).toEqual(["secretariat", "chair", "expert"]);
    expect(withheld.parties).toHaveLength(2);
  });

  test("an act is parsed before the room sees it, and a refusal is a 409", async () => {
    const headers = await bearer("chair");
    const bad = await post("/api/texts/fa/acts", { key: "key-00000001", act: { type: "crown", target: "x" } }, headers);
    expect([bad.status, await errorOf(bad)]).toEqual([400, "bad-act"]);
    const act = { key: "key-00000001", act: { type: "stance", target: "o1", stance: "support" } };
    const refused = await post("/api/texts/fa/acts", act, headers);
    expect([refused.status, await refused.json()]).toEqual([
      409,
      { accepted: false, refusal: { id: "not-your-act", sentence: "Only a delegation takes a stance." } },
    ]);
  });

  test("what is not there is said with an id", async () => {
    const headers = await bearer("kaz-1");
    expect(await errorOf(await get("/api/texts/none", headers))).toBe("no-such-text");
    expect(await errorOf(await get("/api/nothing", headers))).toBe("not-found");
    expect(await errorOf(await get("/assets/none.js", { accept: "text/html" }))).toBe("not-found");
    expect(await errorOf(await get("/api/texts/%ff", headers))).toBe("bad-request");
    expect(await errorOf(await get(`/api/texts/${"x".repeat(200)}`, headers))).toBe("bad-request");
  });

  test("a body that is too large or no JSON is refused", async () => {
    const headers = await bearer("kaz-1");
    const large = await post("/api/texts/fa/acts", { key: "x".repeat(300_000) }, headers);
    expect([large.status, await errorOf(large)]).toEqual([413, "too-large"]);
    const broken = await fetch(`${server.origin}/api/texts/fa/acts`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: "{",
    });
    expect([broken.status, await errorOf(broken)]).toEqual([400, "bad-request"]);
  });
});

describe("exports", () => {
  test("bracketed is given as it stands; clean asks while brackets are open", async () => {
    const headers = await bearer("kaz-1");
    const bracketed = await get("/api/texts/fa/export?format=docx&view=bracketed", headers);
    expect(bracketed.headers.get("content-disposition")).toBe('attachment; filename="CARTIF-FA-draft-bracketed.docx"');
    expect(new TextDecoder().decode((await bracketed.arrayBuffer()).slice(0, 2))).toBe("PK");
    const clean = await get("/api/texts/fa/export?format=docx&view=clean", headers);
    expect([clean.status, await errorOf(clean)]).toEqual([409, "open-brackets"]);
    expect((await get("/api/texts/fa/export?format=docx&view=clean&open=say", headers)).status).toBe(200);
  });

  test("a revision that was not issued, and a format that there is not", async () => {
    const headers = await bearer("kaz-1");
    expect((await get("/api/texts/fa/export?format=docx&view=bracketed&revision=9", headers)).status).toBe(404);
    expect((await get("/api/texts/fa/export?format=pdf&view=bracketed", headers)).status).toBe(400);
  });
});

describe("the operator's pages", () => {
  test("health and metrics", async () => {
    expect(await (await get("/healthz")).json()).toMatchObject({ ok: true });
    expect(await (await get("/metrics")).text()).toContain("adref_commit_seconds_bucket");
    expect((await get("/metrics", { "x-forwarded-for": "10.0.0.1" })).status).toBe(403);
    const headers = { "x-forwarded-for": "10.0.0.1", ...(await bearer("secretariat")) };
    expect((await get("/metrics", headers)).status).toBe(200);
  });

  test("too many requests are told to wait", async () => {
    const limits = { ...readConfig({}, {}).limits, requestsPerMinute: 3, signInsPerMinute: 2 };
    const small = await testServer({ limits });
    const headers = { authorization: `Bearer ${await small.token("kaz-1")}` };
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await fetch(`${small.origin}/api/session`, { headers })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await small.close();
  });

  test("behind a proxy an address is what the proxy saw, not what the client says", async () => {
    const limits = { ...readConfig({}, {}).limits, signInsPerMinute: 2 };
    const small = await testServer({ limits, trustProxy: true });
    const attempt = async (said: string) => {
      const headers = {
        "content-type": "application/json",
        origin: small.origin,
        "x-forwarded-for": `${said}, 10.0.0.9`,
      };
      const init = { method: "POST", headers, body: JSON.stringify({ token: "guess" }) };
      return (await fetch(`${small.origin}/api/signin`, init)).status;
    };
    expect([await attempt("1.1.1.1"), await attempt("2.2.2.2"), await attempt("3.3.3.3")]).toEqual([401, 401, 429]);
    await small.close();
  });

  test("no log holds the secret of a link", async () => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    const small = await testServer({}, 60_000, log);
    const secret = await small.link("kaz-1");
    await fetch(`${small.origin}/signin/${secret}`, { headers: { accept: "text/html" } });
    await fetch(`${small.origin}/api/session`);
    await small.close();
    expect(lines.join("")).toContain("/api/session");
    expect(lines.join("")).not.toContain(secret);
  });
});

test("the built client is served: hashed files for long, pages anew", async () => {
  const web = mkdtempSync(join(tmpdir(), "adref-web-"));
  mkdirSync(join(web, "assets"));
  writeFileSync(join(web, "index.html"), "<title>Adref client</title>");
  writeFileSync(join(web, "assets", "index-abc123.js"), "export {};");
  const own = await testServer({ web });
  const page = await fetch(`${own.origin}/texts/fa`, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain("Adref client");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expect((await fetch(own.origin)).headers.get("cache-control")).toBe("no-cache");
  const script = await fetch(`${own.origin}/assets/index-abc123.js`);
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect((await fetch(`${own.origin}/%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404);
  await own.close();
  rmSync(web, { recursive: true });
});
