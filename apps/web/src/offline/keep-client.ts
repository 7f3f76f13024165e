/** Lets the browser keep the client itself on the device. Without it everything works, but only with a connection. */
export function keepClient(): void {
  if (!import.meta.env.BUILT || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js").catch((failure: unknown) => {
      console.info("The client is not kept on this device:", failure);
    });
  });
}
