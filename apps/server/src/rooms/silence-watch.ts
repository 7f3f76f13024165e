import type { RecordPatch, RecordValue, SilenceFacts } from "@adref/schema";

/** How long a failed end waits before it is tried again, and how often other nodes' texts are looked at, in milliseconds. */
const AGAIN = 10_000;
const LOOK_EVERY = 600_000;

/** A silence procedure whose time has come. */
export interface Due {
  readonly text: string;
  readonly silence: string;
}

/**
 * When silence procedures end, so that the server ends them whether anybody has the text open or not. What it knows comes from
 * the records of texts that are or were open here. Texts of which it knows nothing (at a start, or because another node wrote
 * in them) are to be opened once: at the first look, and then every ten minutes.
 */
export class SilenceWatch {
  /** By text, the running ones: when each is to be ended. */
  readonly #running = new Map<string, Map<string, number>>();
  readonly #elsewhere = new Set<string>();
  #looked = Number.NEGATIVE_INFINITY;

  /** A text's record was read. */
  read(text: string, { silences }: RecordValue): void {
    this.#running.set(text, new Map());
    this.#elsewhere.delete(text);
    this.#note(text, silences);
  }

  /** Patches of a text's record became durable. */
  heard(text: string, patches: readonly RecordPatch[]): void {
    for (const { silences } of patches) if (silences) this.#note(text, silences);
  }

  /** Another node wrote in a text that is not open here. */
  heardElsewhere(text: string): void {
    this.#elsewhere.add(text);
  }

  /** A silence procedure has ended. */
  over(text: string, silence: string): void {
    this.#running.get(text)?.delete(silence);
  }

  /** Ending it failed. `now` is in milliseconds. */
  tryAgain(text: string, silence: string, now: number): void {
    this.#running.get(text)?.set(silence, now + AGAIN);
  }

  /** Those whose time has come, each told once. `now` is in milliseconds. */
  due(now: number): readonly Due[] {
    const out: Due[] = [];
    for (const [text, running] of this.#running) {
      for (const [silence, until] of running) if (until <= now) out.push({ text, silence });
    }
    for (const { text, silence } of out) this.over(text, silence);
    return out;
  }

  /** Whether it is time to read the texts that are unknown; true once each time. */
  looks(now: number): boolean {
    if (now - this.#looked < LOOK_EVERY) return false;
    this.#looked = now;
    return true;
  }

  isUnknown(text: string): boolean {
    return !this.#running.has(text) || this.#elsewhere.has(text);
  }

  #note(text: string, silences: Readonly<Record<string, SilenceFacts | null>>): void {
    const running = this.#running.get(text) ?? new Map<string, number>();
    this.#running.set(text, running);
    for (const [id, facts] of Object.entries(silences)) {
      if (facts && !facts.ended) running.set(id, Date.parse(facts.until));
      else running.delete(id);
    }
  }
}
