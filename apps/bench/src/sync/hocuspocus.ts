import { DatabaseSync } from "node:sqlite";
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";
import { TEXT } from "../fixture.ts";

/**
 * Hocuspocus with SQLite, as its own extension stores: the whole document, two seconds after the last change. Runs in a
 * process of its own (child.ts). Its SQLite extension needs a native module; this is the same statement on Node's SQLite.
 */
export async function startHocuspocus(
  folder: string,
  words: Uint8Array,
): Promise<{ url: string; stop(): Promise<void> }> {
  const database = new DatabaseSync(`${folder}/hocuspocus.sqlite`);
  database.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" TEXT NOT NULL, "data" BLOB NOT NULL, UNIQUE(name))');
  const save = database.prepare(
    'INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
  );
  save.run(TEXT, words);
  const read = database.prepare('SELECT data FROM "documents" WHERE name = ?');
  const server = new Server({
    quiet: true,
    port: 0,
    extensions: [
      new Database({
        fetch: async ({ documentName }) => (read.get(documentName)?.data as Uint8Array | undefined) ?? null,
        store: async ({ documentName, state }) => {
          save.run(documentName, state);
        },
      }),
    ],
  });
  await server.listen(0);
  return {
    url: server.webSocketURL,
    stop: async () => {
      await server.destroy();
      database.close();
    },
  };
}
