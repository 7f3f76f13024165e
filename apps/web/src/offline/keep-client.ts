/** Lets the browser keep the client itself on the device. Without it everything works, but only with a connection. */
export function keepClient(): void {
  if (!import.meta.env.BUILT || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  addEventListener("load", () => {
    serviceWorker.register("/service-worker.js").catch((failure: unknown) => {
      console.info("The client is not kept on this device:", failure);
    });
    void serviceWorker.ready.then(keepUsed);
  });
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
