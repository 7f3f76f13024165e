import { exportPath } from "@adref/protocol";
import { type Answer, type ExportedFile, failureOf, fileNameOf } from "../api.ts";

interface Fetching {
  readonly signal: AbortSignal;
  /** Called with the bytes that have arrived. */
  readonly onProgress: (bytes: number) => void;
}

/** Fetches a paper of a text. Resolves with null when `signal` broke it off. */
export async function fetchPaper(
  text: string,
  asked: Readonly<Record<string, string | undefined>>,
  { signal, onProgress }: Fetching,
): Promise<Answer<ExportedFile> | null> {
  try {
    const response = await fetch(exportPath(text, asked), { credentials: "same-origin", signal });
    if (!response.ok) return { ok: false, failure: await failureOf(response) };
    const name = fileNameOf(response.headers.get("content-disposition")) ?? `${text}.${asked.format ?? "docx"}`;
    const type = response.headers.get("content-type") ?? "";
    return { ok: true, value: { name, blob: new Blob(await arriving(response, onProgress), { type }) } };
  } catch {
    return signal.aborted ? null : { ok: false, failure: { kind: "offline" } };
  }
}

async function arriving(response: Response, onProgress: (bytes: number) => void): Promise<BlobPart[]> {
  const reader = response.body?.getReader();
  if (!reader) return [await response.blob()];
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value as Uint8Array<ArrayBuffer>);
    bytes += value.length;
    onProgress(bytes);
  }
}
