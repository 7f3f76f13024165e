import type { Page } from "playwright-core";
import { percentile } from "../stats.ts";

/**
 * Runs in the page before anything else: notes the time from each key to the frame that shows it, and how long each binary
 * message of a socket occupies the page.
 */
export function instrument(): void {
  const keys: number[] = [];
  const messages: number[] = [];
  Object.assign(window, { adrefKeys: keys, adrefMessages: messages });
  addEventListener(
    "keydown",
    (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => keys.push(performance.now() - from);
        channel.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  const look = () => {
    if (document.querySelector('.ProseMirror[contenteditable="true"] [data-provision]')) {
      Object.assign(window, { adrefEditable: performance.now() });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const property = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    get() {
      return property?.get?.call(this);
    },
    set(handler: ((event: MessageEvent) => void) | null) {
      property?.set?.call(
        this,
        handler &&
          ((event: MessageEvent) => {
            const start = performance.now();
            handler.call(this, event);
            messages.push(performance.now() - start);
          }),
      );
    },
  });
}

/** Types `count` letters, one every 50 ms, at the caret; gives the milliseconds from key to frame. */
export async function typeLetters(page: Page, count: number): Promise<{ p50: number; p95: number }> {
  await page.evaluate(() => {
    (window as unknown as { adrefKeys: number[] }).adrefKeys.length = 0;
  });
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("x");
    await page.waitForTimeout(50);
  }
  const keys = await page.evaluate(() => (window as unknown as { adrefKeys: number[] }).adrefKeys);
  if (keys.length < count) throw new Error(`Only ${keys.length} of ${count} keys reached a frame`);
  return { p50: percentile(keys, 0.5), p95: percentile(keys, 0.95) };
}
