import type { ApiError, NegotiationView, Revision, SeenMark, SeenMarks, Session, TextView } from "@adref/protocol";

/** Why the server did not answer as asked. `sentence` is the server's own, fit for the person to read. */
export type Failure =
  | { readonly kind: "offline" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "forbidden"; readonly sentence: string }
  | { readonly kind: "not-found" }
  | { readonly kind: "refused"; readonly id: string; readonly sentence: string }
  | { readonly kind: "broken"; readonly status: number; readonly sentence?: string };

/** What a call of the API gives: its body, or why there is none. Calls never throw for what the network or server does. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A file that the server made, with the name under which it is to be saved. */
export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface ExportWish {
  readonly view: "bracketed" | "clean";
  readonly revision?: number;
  /** Another moment than now, as packages/protocol spells it. */
  readonly at?: string;
  /** For a clean copy: says that its open brackets are known and are to be named in the file. */
  readonly sayOpen?: boolean;
}

/** The JSON API as the client uses it; packages/protocol/src/api.ts lists its calls. Acts go through the text's session. */
export const api = {
  signIn: (token: string) => call<Session>("/api/signin", { token }),
  signOut: () => call<Record<string, never>>("/api/signout", {}),
  session: () => call<Session>("/api/session"),
  negotiation: () => call<NegotiationView>("/api/negotiation"),
  text: (id: string) => call<TextView>(`/api/texts/${encodeURIComponent(id)}`),
  revisions: (id: string) => call<readonly Revision[]>(`/api/texts/${encodeURIComponent(id)}/revisions`),
  seen: () => call<SeenMarks>("/api/seen"),
  /** Says that a text was seen up to now; it arrives although the page is being left. */
  markSeen: (id: string) => call<SeenMark>(`/api/texts/${encodeURIComponent(id)}/seen`, {}, undefined, "POST", true),
  exportFile,
};

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Asks the API for JSON; with a `body` it is posted, unless another method is named. `keepalive`: it outlives the page. */
export async function call<T>(
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  method?: Method,
  keepalive = false,
): Promise<Answer<T>> {
  const response = await send(path, body, signal, method, keepalive);
  if (!response) return { ok: false, failure: { kind: "offline" } };
  if (!response.ok) return { ok: false, failure: await failureOf(response) };
  try {
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, failure: { kind: "offline" } };
  }
}

async function exportFile(id: string, wish: ExportWish): Promise<Answer<ExportedFile>> {
  const query = new URLSearchParams({ format: "docx", view: wish.view });
  if (wish.revision !== undefined) query.set("revision", String(wish.revision));
  if (wish.at !== undefined) query.set("at", wish.at);
  if (wish.sayOpen) query.set("open", "say");
  const response = await send(`/api/texts/${encodeURIComponent(id)}/export?${query}`);
  if (!response) return { ok: false, failure: { kind: "offline" } };
  if (!response.ok) return { ok: false, failure: await failureOf(response) };
  const name = fileNameOf(response.headers.get("content-disposition")) ?? `${id}-${wish.view}.docx`;
  return { ok: true, value: { name, blob: await response.blob() } };
}

async function send(
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  method: Method = body === undefined ? "GET" : "POST",
  keepalive = false,
): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      ...(signal && { signal }),
      ...(keepalive && { keepalive }),
      credentials: "same-origin",
      headers: body === undefined ? { accept: "application/json" } : { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return null;
  }
}

/** Why an answer is not what was asked for. */
export async function failureOf(response: Response): Promise<Failure> {
  return failureFrom(response.status, await response.json().catch(() => null));
}

/** What an answer with this status and this body means, where it is not what was asked for. */
export function failureFrom(status: number, body: unknown): Failure {
  const error = errorIn(body);
  if (status === 401) return { kind: "signed-out" };
  if (status === 403) return { kind: "forbidden", sentence: error?.sentence ?? "" };
  if (status === 404 && !error) return { kind: "not-found" };
  // The question was not judged: the server fails, is being started again, or asks for patience.
  if (status >= 500 || status === 429) return { kind: "broken", status, ...(error && { sentence: error.sentence }) };
  if (error) return { kind: "refused", ...error };
  return { kind: "broken", status };
}

function errorIn(body: unknown): ApiError["error"] | null {
  const error = (body as Partial<ApiError> | null)?.error;
  return typeof error?.sentence === "string" ? error : null;
}

/** The file name of a Content-Disposition header, its UTF-8 form before its plain one; `null` where it names none. */
export function fileNameOf(header: string | null): string | null {
  if (!header) return null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return null;
    }
  }
  return /filename="?([^";]+)"?/i.exec(header)?.[1] ?? null;
}
