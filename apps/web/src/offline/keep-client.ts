/** What a page says to a version that waits; service-worker.ts hears it. */
const TAKE_OVER = "take-over";
/** So often an open page asks whether there is a new version, in milliseconds. */
const ASK_MS = 3_600_000;

/** A version of the client that is on the device and waits until the pages of the old one are closed. */
export interface NewVersion {
  /** Lets it take over and loads the page again. What was written is kept on the device. */
  take(): void;
}

const listeners = new Set<() => void>();
let waiting: NewVersion | null = null;

/** The version that waits; null for none. */
export function newVersion(): NewVersion | null {
  return waiting;
}

/** Calls when a new version has come. Returns the way out. */
export function onNewVersion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lets the browser keep the client itself on the device. Without it everything works, but only with a connection. */
export function keepClient(): void {
  if (!import.meta.env.BUILT || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  addEventListener("load", () => {
    serviceWorker.register("/service-worker.js").then(watch, (failure: unknown) => {
      console.info("The client is not kept on this device:", failure);
    });
    void serviceWorker.ready.then(keepUsed);
  });
}

/** Watches for versions that come while the page is open. The very first one takes over by itself and is no new one. */
export function watch(registration: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator;
  const look = () => {
    const worker = registration.waiting;
    if (!worker || !serviceWorker.controller) return;
    waiting = {
      take() {
        serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage(TAKE_OVER);
      },
    };
    for (const listener of listeners) listener();
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  const ask = () => void registration.update().catch(() => {});
  setInterval(ask, ASK_MS);
  addEventListener("online", ask);
}

/**
 * Asks again for the fonts that the page used before there was a worker to keep them; they come from the browser's own store.
 * They are what the list of the build leaves out: the letters of languages that not everybody reads.
 */
function keepUsed(): void {
  for (const { name } of performance.getEntriesByType("resource")) {
    if (/\/assets\/[^/]+\.woff2$|\/assets\/chinese-/.test(name)) fetch(name).catch(() => {});
  }
}
