import { takeOrders } from "../../src/threads/orders.ts";

/** What a thread under test is asked to do. */
export type TestOrder = "echo" | "fail" | "hang" | "spin" | "fill" | "leave";

let done = 0;

takeOrders<TestOrder>(async (order, progress) => {
  progress(0.5);
  switch (order) {
    case "echo":
      done += 1;
      return done;
    case "fail":
      throw new Error("no");
    case "hang":
      return new Promise(() => {});
    case "spin":
      for (;;) Math.random();
    case "fill": {
      const kept: string[] = [];
      for (;;) kept.push(String(kept.length).repeat(1_000));
    }
    case "leave":
      return process.exit(3);
  }
});
