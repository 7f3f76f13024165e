/**
 * Keeps the client itself on the device, so that a text opens without a connection: its words and the outbox are kept by
 * the page. Pages come from the network and from the device only where that or the server behind it fails; assets carry their hash in their names
 * and come from the device first. Nothing of the API is ever kept here.
 */
interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;

/** Everything that is fetched when the worker is installed; the build writes the list. */
const PRECACHED: readonly string[] = JSON.parse("__PRECACHED__");
/** Those of them whose names carry no hash: they change with the version of the worker. */
const OPEN: ReadonlySet<string> = new Set(PRECACHED.filter((path) => !path.startsWith("/assets/")));
/** What a page says to the version that waits; see keep-client.ts. */
const TAKE_OVER = "take-over";
const PAGE = "/";
/** What a proxy answers while the server behind it is being started again. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);
/** A file with its hash in its name is the same for whoever asks, whatever headers it was sent with. */
const AS_IT_IS = { ignoreVary: true };
const CACHE = "adref-client-__VERSION__";

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...PRECACHED])));
});

// A new version waits until no page of the old one is open, or until a reader says so: it would take away the parts that an
// open page has not fetched yet.
worker.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) void worker.skipWaiting();
});

worker.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => {
    return Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  });
  event.waitUntil(others.then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOf(request));
  else if (url.pathname.startsWith("/assets/") || OPEN.has(url.pathname)) event.respondWith(assetOf(request));
});

async function pageOf(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    return AWAY.has(answer.status) ? ((await keptPage()) ?? answer) : answer;
  } catch (failure) {
    const kept = await keptPage();
    if (kept) return kept;
    throw failure;
  }
}

const keptPage = () => caches.match(PAGE, AS_IT_IS);

async function assetOf(request: Request): Promise<Response> {
  const kept = await caches.match(request, AS_IT_IS);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}
