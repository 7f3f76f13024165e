import { type ActAnswer, type ActRequest, reasonOf } from "@adref/protocol";
import { expect, test } from "vitest";
import { Answers } from "../src/rooms/answers.ts";

const ask = (key: string, bracket = "b1"): ActRequest => ({ key, act: { type: "delete", bracket } });
const REFUSED: ActAnswer = { accepted: false, refusal: reasonOf("no-such-bracket") };

test("a request that comes twice is done once, while it is under way and after its refusal", async () => {
  const answers = new Answers();
  let done = 0;
  const act = async () => {
    done += 1;
    return REFUSED;
  };
  const first = answers.once("chair", ask("key-0001"), act);
  expect(await Promise.all([first, answers.once("chair", ask("key-0001"), act)])).toEqual([REFUSED, REFUSED]);
  expect(await answers.once("chair", ask("key-0001"), act)).toEqual(REFUSED);
  expect(done).toBe(1);
  await answers.once("secretariat", ask("key-0001"), act);
  expect(done).toBe(2);
});

test("a key does not serve for another act", async () => {
  const answers = new Answers();
  await answers.once("chair", ask("key-0001"), async () => REFUSED);
  const other = await answers.once("chair", ask("key-0001", "b2"), () =>
    Promise.reject(new Error("done all the same")),
  );
  expect(other).toMatchObject({ accepted: false, refusal: { id: "key-used" } });
});

test("an act whose outcome is not known may be asked for again; of refusals the last thousand are kept", async () => {
  const answers = new Answers();
  const lost = answers.once("chair", ask("key-0001"), () => Promise.reject(new Error("the store is away")));
  await expect(lost).rejects.toThrow("the store is away");
  expect(await answers.once("chair", ask("key-0001"), async () => ({ accepted: true, seq: 5 }))).toEqual({
    accepted: true,
    seq: 5,
  });
  for (let i = 0; i <= 1_000; i++) await answers.once("chair", ask(`old-${i}`), async () => REFUSED);
  const again = (key: string) => answers.once("chair", ask(key), async () => ({ accepted: true, seq: 6 }));
  expect(await again("old-0")).toEqual({ accepted: true, seq: 6 });
  expect(await again("old-1")).toEqual(REFUSED);
});
