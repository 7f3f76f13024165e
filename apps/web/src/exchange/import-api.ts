import type { AcceptImport, ImportedText, ImportSettings, ImportView, TextSummary } from "@adref/protocol";
import { type Answer, call, failureFrom } from "../api.ts";

const at = (id: string) => `/api/imports/${encodeURIComponent(id)}`;

/** The calls by which the Secretariat brings a file in. Nothing of it is in the negotiation before `accept`. */
export const imports = {
  upload,
  list: (signal?: AbortSignal) => call<readonly ImportView[]>("/api/imports", undefined, signal),
  view: (id: string, signal?: AbortSignal) => call<ImportView>(at(id), undefined, signal),
  change: (id: string, settings: ImportSettings, signal?: AbortSignal) =>
    call<ImportView>(`${at(id)}/settings`, settings, signal, "PUT"),
  text: (id: string, signal?: AbortSignal) => call<ImportedText>(`${at(id)}/text`, undefined, signal),
  accept: (id: string, asked: AcceptImport) => call<TextSummary>(`${at(id)}/accept`, asked),
  drop: (id: string) => call<Record<string, never>>(at(id), undefined, undefined, "DELETE"),
};

export interface Upload {
  /** Called with the bytes that are on the server and the bytes of the file. */
  readonly onProgress: (sent: number, of: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file's bytes. XMLHttpRequest alone tells how many are sent. Resolves with null when it was broken off by `signal`;
 * nothing of the file is then kept.
 */
function upload(file: File, { onProgress, signal }: Upload): Promise<Answer<ImportView> | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/imports?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onload = () => resolve(answerOf(request.status, request.responseText));
    request.onerror = () => resolve({ ok: false, failure: { kind: "offline" } });
    request.onabort = () => resolve(null);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) resolve(null);
    else request.send(file);
  });
}

function answerOf(status: number, body: string): Answer<ImportView> {
  let json: unknown = null;
  try {
    json = JSON.parse(body);
  } catch {
    if (status < 400) return { ok: false, failure: { kind: "offline" } };
  }
  return status < 400 ? { ok: true, value: json as ImportView } : { ok: false, failure: failureFrom(status, json) };
}
