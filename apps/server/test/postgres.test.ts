import { type AddressInfo, createServer } from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StoreError } from "../src/store/port.ts";
import { PostgresStore } from "../src/store/postgres.ts";
import { PostgresHeads } from "../src/store/postgres-heads.ts";
import { startPostgres, type TestPostgres } from "./doubles/postgres.ts";
import { keystroke, storeContract } from "./store-contract.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

storeContract("PostgreSQL", async () => {
  const [store, other] = await Promise.all([PostgresStore.open(postgres.url), PostgresStore.open(postgres.url)]);
  return {
    store,
    other,
    close: async () => {
      await store.close();
      await other.close();
    },
  };
});

async function query(sql: string): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

test("entries can be neither changed nor deleted, by any program", async () => {
  const store = await PostgresStore.open(postgres.url);
  await store.append("kept", 0, [keystroke(1)]);
  await expect(query("UPDATE adref_entries SET person = 'x'")).rejects.toThrow(/never changed/);
  await expect(query("DELETE FROM adref_entries")).rejects.toThrow(/never changed/);
  await expect(query("TRUNCATE adref_entries")).rejects.toThrow(/never changed/);
  await store.close();
});

test("every node is told how far a text reaches, again after its connection broke", async () => {
  const [writer, reader] = [await PostgresStore.open(postgres.url), await PostgresStore.open(postgres.url)];
  const heard: string[] = [];
  let arrived = () => {};
  const next = (text: string, seq: number) =>
    new Promise<void>((resolve) => {
      const look = () => heard.includes(`${text} ${seq}`) && resolve();
      arrived = look;
      look();
    });
  reader.onHead((text, seq) => {
    heard.push(`${text} ${seq}`);
    arrived();
  });
  await writer.append("told", 0, [keystroke(1), keystroke(2)]);
  await next("told", 2);
  await query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT text, seq FROM adref_heads%'",
  );
  const { seq } = await writer.head("told");
  await writer.append("told", seq, [keystroke(3)]);
  await next("told", 3);
  await writer.close();
  await reader.close();
});

test("a server that is gone for long is asked once a second, not ever more often", async () => {
  let knocks = 0;
  const closed = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  const heads = new PostgresHeads(`postgres://adref@127.0.0.1:${port}/postgres`);
  await expect(heads.start()).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  await heads.close().catch(() => {});
  closed.close();
  expect(knocks).toBeGreaterThan(1);
  expect(knocks).toBeLessThan(6);
});

test("a server that is not there is said in one line", async () => {
  await expect(PostgresStore.open("postgres://adref@127.0.0.1:1/postgres")).rejects.toThrow(StoreError);
});
