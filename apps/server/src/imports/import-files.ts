import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { ImportResult, ImportSettings, TextInfo } from "@adref/protocol";

/** What is kept of a file that was brought in, beside its bytes and the words that were read. */
export interface KeptImport {
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly hash: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly expires: string;
  readonly settings: ImportSettings;
  /** Null while it is being read. */
  readonly outcome: KeptOutcome | null;
  /** The text that it is or was about to be made into: decided before anything is written, so that a second try finds it. */
  readonly text: TextInfo | null;
}

export type KeptOutcome =
  | { readonly ok: true; readonly result: ImportResult }
  | { readonly ok: false; readonly id: string; readonly sentence: string };

/** A file is larger than is taken in. */
export class FileTooLarge extends Error {
  override readonly name = "FileTooLarge";
}

const ID = /^[A-Za-z0-9_-]{20,60}$/;

/** An id for a file, which nobody can guess. */
export const newImportId = (): string => randomBytes(24).toString("base64url");

/**
 * The folder of files that are being brought in. Their names on the disk are hashes of their ids: who can list the folder, or
 * guesses at names, learns nothing by which the API would give them out. Nothing in it is needed but for what is not accepted yet.
 */
export class ImportFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes a stream to the disk as it comes, as the file of a fresh id. Throws FileTooLarge after more than `most` bytes; the
   * rest of the stream is left to the caller. Rejects where the stream breaks off or the disk is full; nothing is left of the
   * file then.
   */
  async receive(id: string, stream: Readable, most: number): Promise<{ size: number; hash: string }> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.bytesOf(id);
    const file = await open(path, "wx", 0o600);
    const hash = createHash("sha256");
    let size = 0;
    try {
      for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > most) throw new FileTooLarge(`The file has more than ${most} bytes`);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      return { size, hash: hash.digest("hex") };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** Where the bytes of a file are. */
  bytesOf(id: string): string {
    return this.#path(id, "file");
  }

  /** Where the text is that was read from a file: JSON of an ImportedText. */
  textOf(id: string): string {
    return this.#path(id, "text");
  }

  async save(kept: KeptImport): Promise<void> {
    const path = this.#path(kept.id, "json");
    const fresh = `${path}.${randomBytes(6).toString("hex")}.new`;
    await writeFile(fresh, JSON.stringify(kept), { mode: 0o600 });
    await rename(fresh, path);
  }

  /** What is kept of a file; null where there is none of this id. */
  async kept(id: string): Promise<KeptImport | null> {
    if (!ID.test(id)) return null;
    return read(this.#path(id, "json"));
  }

  /** Everything that is kept, the newest first. */
  async all(): Promise<KeptImport[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map((name) => read(join(this.#folder, name))),
    );
    return kept.filter((one) => one !== null).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** Forgets a file. */
  async drop(id: string): Promise<void> {
    await Promise.all(["json", "file", "text"].map((ending) => rm(this.#path(id, ending), { force: true })));
  }

  /** Removes what has no record beside it: a server that ended in the middle of an upload leaves such files. */
  async dropStrays(busy: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const known = new Set([...names.filter((name) => name.endsWith(".json")).map(stem), ...[...busy].map(hashed)]);
    const strays = names.filter((name) => !known.has(stem(name)));
    await Promise.all(strays.map((name) => rm(join(this.#folder, name), { force: true })));
  }

  #path(id: string, ending: string): string {
    return join(this.#folder, `${hashed(id)}.${ending}`);
  }
}

const hashed = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 40);
const stem = (name: string) => name.slice(0, name.indexOf("."));

async function read(path: string): Promise<KeptImport | null> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as KeptImport;
    return kept.version === 1 ? kept : null;
  } catch {
    return null;
  }
}
