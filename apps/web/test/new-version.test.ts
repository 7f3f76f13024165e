// @vitest-environment happy-dom
import { createElement } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { watch } from "../src/offline/keep-client.ts";
import { VersionNotice } from "../src/offline/version-notice.tsx";
import { show } from "./shell.tsx";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A registration in which a worker arrives and waits. */
function registering(controlled: boolean) {
  vi.useFakeTimers();
  const said: unknown[] = [];
  const worker = Object.assign(new EventTarget(), { postMessage: (what: unknown) => said.push(what) });
  const registration = Object.assign(new EventTarget(), {
    waiting: null as unknown,
    installing: worker,
    update: async () => {},
  });
  vi.stubGlobal("navigator", {
    ...navigator,
    languages: ["en"],
    serviceWorker: Object.assign(new EventTarget(), { controller: controlled ? {} : null }),
  });
  watch(registration as unknown as ServiceWorkerRegistration);
  return {
    said,
    arrives() {
      registration.dispatchEvent(new Event("updatefound"));
      registration.waiting = worker;
      worker.dispatchEvent(new Event("statechange"));
    },
  };
}

test("the first version is no new one; a later one is told quietly and taken when the reader wants it", async () => {
  registering(false).arrives();
  const shown = await show(createElement(VersionNotice));
  expect(shown.text()).not.toContain("new version");
  const { said, arrives } = registering(true);
  arrives();
  await shown.again(createElement(VersionNotice));
  expect(shown.text()).toContain("A new version of Adref is here.");
  expect(said).toEqual([]);
  await shown.press("Reload");
  expect(said).toEqual(["take-over"]);
  await shown.end();
});
