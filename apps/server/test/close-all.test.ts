import { expect, test } from "vitest";
import { type Closer, closeAll } from "../src/cli/close-all.ts";

test("every closer runs, the last opened first, whatever the others do", async () => {
  const closed: string[] = [];
  const closers: Closer[] = [
    () => void closed.push("lock"),
    async () => {
      closed.push("store");
      throw new Error("the disk is full");
    },
    () => {
      closed.push("sockets");
      throw new Error("a socket hangs");
    },
    async () => void closed.push("sweep"),
  ];
  const failures = await closeAll(closers);
  expect(closed).toEqual(["sweep", "sockets", "store", "lock"]);
  expect(failures.map(String)).toEqual(["Error: a socket hangs", "Error: the disk is full"]);
  expect(await closeAll(closers)).toEqual([]);
  expect(closed).toHaveLength(4);
});
