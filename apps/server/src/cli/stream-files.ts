import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { LARGEST_BYTES } from "@adref/exchange";
import { EXIT, OperatorError } from "../errors.ts";

/** Stands for the standard streams where a file is named. */
export const STANDARD = "-";

/** The bytes of a file, or of standard input for `-`. Throws OperatorError (file). */
export async function bytesFrom(path: string): Promise<Uint8Array> {
  try {
    return await allOf(path === STANDARD ? process.stdin : createReadStream(path), nameOf(path));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : message;
    throw new OperatorError(EXIT.file, `${nameOf(path)} cannot be read: ${why}.`, { cause: error });
  }
}

/** A file may have no end, too, as those of devices and pipes. */
async function allOf(stream: NodeJS.ReadableStream, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Buffer);
    size += bytes.length;
    if (size > LARGEST_BYTES) {
      throw new OperatorError(EXIT.file, `${name} holds more than ${LARGEST_BYTES / 1_000_000} MB.`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Writes a file, or to standard output for `-`. Throws OperatorError (data). */
export async function bytesTo(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await (path === STANDARD ? toStandardOutput(content) : writeFile(path, content));
  } catch (error) {
    const what = path === STANDARD ? "Standard output" : `The file ${path}`;
    const sentence = `${what} cannot be written: ${(error as Error).message}`;
    throw new OperatorError(EXIT.data, sentence, { cause: error });
  }
}

function toStandardOutput(content: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(content, (error) => {
      // Whoever reads has had enough: `adref … | head` is no failure.
      if (!error || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
      else reject(error);
    });
  });
}

/** How a file is called in a sentence. */
export function nameOf(path: string): string {
  return path === STANDARD ? "Standard input" : basename(path);
}
