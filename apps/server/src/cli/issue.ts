import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { type Overrides, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { openStore } from "../open-store.ts";
import { Rooms } from "../rooms/index.ts";
import { directoryOf, personOf, textOfId } from "./people.ts";

export interface IssueOptions extends Overrides {
  readonly as: string;
  readonly title?: string;
}

/**
 * Issues the next revision of a text: the same act, judged by the same rules, as when a person does it on the page. A server
 * that has the text open takes it over.
 */
export async function issue(textId: string, options: IssueOptions): Promise<void> {
  const config = readConfig(options);
  const store = await openStore(config);
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  try {
    const directory = await directoryOf(store);
    const text = textOfId(directory, textId);
    const person = personOf(directory, options.as);
    const rooms = new Rooms({ store, directory: () => directory, log });
    try {
      const act = { type: "issue", ...(options.title && { title: options.title }) } as const;
      const answer = await rooms.act(person, text, { key: randomUUID(), act });
      if (!answer.accepted) throw new OperatorError(EXIT.refused, answer.refusal.sentence);
      const { revisions } = await rooms.snapshot(text);
      const issued = revisions.find(({ number }) => number === answer.revision);
      process.stdout.write(`${issued?.symbol} ${issued?.wordsHash}\n`);
    } finally {
      await rooms.close();
    }
  } finally {
    await store.close();
  }
}
