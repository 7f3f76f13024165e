import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../../scripts/chromium.ts";
import { House } from "./house.ts";
import { Person } from "./person.ts";

/** A play in the product as it is shipped: a house of its own, one browser, and those who entered. */
export interface Stage {
  readonly house: House;
  readonly browser: Browser;
  /** Everybody who entered, in that order. */
  readonly people: readonly Person[];
  enters(name: string): Promise<Person>;
  /**
   * A scene goes on where the one before it ended; after one that failed the others are not played. A scene fails, too, where
   * somebody's page threw.
   */
  scene(name: string, play: () => Promise<void>): void;
}

/** Opens the house before the scenes of a test file and closes it behind them. `name` begins the names of failures' pictures. */
export function openStage(name: string): Stage {
  let house: House | undefined;
  let browser: Browser | undefined;
  const people: Person[] = [];
  let failed: string | null = null;

  beforeAll(async () => {
    [house, browser] = await Promise.all([House.open(), launchChromium()]);
  });
  afterAll(async () => {
    await Promise.all(people.map((person) => person.leaves()));
    await browser?.close();
    await house?.close();
  });

  return {
    people,
    get house() {
      return opened(house);
    },
    get browser() {
      return opened(browser);
    },
    async enters(who) {
      const person = await Person.enters(opened(house), opened(browser), who);
      people.push(person);
      return person;
    },
    scene(title, play) {
      test(title, async () => {
        if (failed !== null) throw new Error(`Not played, because this failed before: ${failed}`);
        failed = title;
        try {
          await play();
          expect(people.flatMap(({ troubles }) => troubles)).toEqual([]);
          failed = null;
        } finally {
          if (failed) for (const [i, person] of people.entries()) await person.picture(`${name}-failed-${i}`);
        }
      });
    },
  };
}

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("The house opens before the first scene, not before");
  return part;
}
