import type { MarkValue, ProvisionValue, RecordPatch, Run } from "@adref/schema";
import type { LedgerStep, ProvisionStep, StepAct, TextEdit } from "../src/index.ts";
import type { Dice } from "./treaties.ts";

/** What the log says of one character: it is kept by hand, one character at a time, and knows nothing of runs or diffs. */
export interface Logged {
  readonly source: string;
  readonly seq: number;
  readonly option: string | null;
  became: number | null;
  readonly places: string[];
  restored: number | null;
}

interface Char {
  /** Which character it is, whatever is known of it. */
  readonly n: number;
  readonly ch: string;
  readonly log: Logged;
  option: string | null;
  contested: string | null;
}

type Room = Map<string, Char[]>;

interface Done {
  readonly act?: StepAct;
  readonly patch?: RecordPatch;
  readonly party: string | null;
  readonly kind: LedgerStep["kind"];
  readonly next: Room;
}

const PARTIES = ["KAZ", "UZB", "TJK"];

/**
 * A room in which things happen at random: parties propose and strike their own words, the Secretariat edits, splits and
 * joins, the chair resolves, texts are restored. Beside the ledger that it writes, it keeps a log of every character.
 */
export class RandomRoom {
  readonly steps: LedgerStep[] = [];
  room: Room = new Map();
  readonly #dice: Dice;
  readonly #past = new Map<number, Room>();
  readonly #options = new Map<string, { readonly bracket: string; readonly owner: string }>();
  #count = 0;

  constructor(dice: Dice, steps: number) {
    this.#dice = dice;
    this.#record(this.#import());
    for (let i = 0; i < steps; i++) this.#record(this.#something());
  }

  get #seq(): number {
    return this.steps.length + 1;
  }

  /** Writes down what was done: as an entry, and as the room that it left. */
  #record({ next, act, patch, party, kind }: Done): void {
    const seq = this.#seq;
    const provisions: ProvisionStep[] = [];
    for (const id of new Set([...this.room.keys(), ...next.keys()])) {
      const [before, after] = [this.room.get(id) ?? [], next.get(id)];
      if (after && keyOf(before) === keyOf(after) && before.length > 0) continue;
      if (!after) provisions.push({ id, after: null });
      else provisions.push({ id, after: valueOfChars(id, after), edits: editsBetween(before, after) });
    }
    const at = new Date(Date.UTC(2026, 0, 1, 0, seq)).toISOString();
    const entry = { seq, at, person: `of ${party ?? "nobody"}`, party, kind, provisions };
    this.steps.push({ ...entry, ...(act ? { act } : {}), ...(patch ? { patch } : {}) });
    this.room = next;
    this.#past.set(
      seq,
      new Map(
        [...next].map(([id, chars]) => [
          id,
          chars.map((char) => ({ ...char, log: { ...char.log, places: [...char.log.places] } })),
        ]),
      ),
    );
  }

  #import(): Done {
    const next: Room = new Map();
    for (let i = 0; i < 4; i++) next.set(`p${i}`, this.#chars(6, "import", null));
    return { next, party: null, kind: "import" };
  }

  #something(): Done {
    const sort = this.#dice.below(12);
    if (sort < 4) return this.#propose();
    if (sort < 5) return this.#strikeOwn();
    if (sort < 7) return this.#secretariat();
    if (sort < 8) return this.#split();
    if (sort < 9) return this.#join();
    if (sort < 11) return this.#resolve();
    return this.#restore();
  }

  #propose(): Done {
    const party = this.#dice.one(PARTIES);
    const { id, chars, next } = this.#touched();
    const own = [...this.#options].find(
      ([option, { owner }]) => owner === party && chars.some((char) => char.option === option),
    );
    if (own && this.#dice.chance(0.4)) {
      const places = chars.flatMap((char, i) => (char.option === own[0] ? [i + 1] : []));
      next.set(id, inserted(chars, this.#dice.one(places), this.#chars(1, "proposal", own[0])));
      return { next, party, kind: "words" };
    }
    const [bracket, option] = [`b${++this.#count}`, `o${this.#count}`];
    this.#options.set(option, { bracket, owner: party });
    const free = chars.flatMap((char, i) => (char.option === null && char.contested === null ? [i] : []));
    const at = free.length > 0 ? this.#dice.one(free) : chars.length;
    let end = at;
    const length = this.#dice.below(12);
    while (end < chars.length && end - at < length && chars[end]?.option === null && chars[end]?.contested === null)
      end++;
    const contested = chars.map((char, i) => (i >= at && i < end ? { ...char, contested: bracket } : char));
    next.set(id, inserted(contested, end, this.#chars(2, "proposal", option)));
    const facts = { bracket, within: null, owner: party, at: "" };
    return {
      next,
      party,
      kind: "words",
      patch: { options: { [option]: facts }, brackets: { [bracket]: { owner: party, at: "" } } },
    };
  }

  #strikeOwn(): Done {
    const party = this.#dice.one(PARTIES);
    const { id, chars, next } = this.#touched();
    const own = chars.flatMap((char, i) => (char.option && this.#options.get(char.option)?.owner === party ? [i] : []));
    if (own.length > 0) {
      const at = this.#dice.one(own);
      next.set(
        id,
        chars.filter((char, i) => !(i >= at && i < at + 3 && char.option === chars[at]?.option)),
      );
    }
    return { next, party, kind: "words" };
  }

  #secretariat(): Done {
    const { id, chars, next } = this.#touched();
    const free = chars.flatMap((char, i) => (char.option === null && chars[i - 1]?.option == null ? [i] : []));
    const at = free.length > 0 ? this.#dice.one(free) : null;
    if (at !== null && this.#dice.chance(0.5)) {
      next.set(id, inserted(chars, at, this.#chars(1, "secretariat", null)));
    } else if (at !== null) {
      next.set(
        id,
        chars.filter((char, i) => i < at || i >= at + 5 || char.option !== null),
      );
    } else next.set(`p${++this.#count}n`, this.#chars(3, "secretariat", null));
    return { next, party: null, kind: "words" };
  }

  /** The second half of a provision becomes one of its own. */
  #split(): Done {
    const { id, chars, next } = this.#touched();
    if (chars.length < 30) return { next, party: null, kind: "words" };
    const at = 10 + this.#dice.below(chars.length - 20);
    next.set(id, chars.slice(0, at));
    next.set(
      `p${++this.#count}s`,
      chars.slice(at).map((char) => moved(char, id)),
    );
    return { next, party: null, kind: "words" };
  }

  /** A provision goes, and its words stand at another one's end. */
  #join(): Done {
    const { id, chars, next } = this.#touched();
    const other = this.#dice.one([...next.keys()]);
    if (other === id || next.size < 3 || chars.length < 10) return { next, party: null, kind: "words" };
    next.delete(id);
    next.set(other, [...(next.get(other) ?? []), ...chars.map((char) => moved(char, id))]);
    return { next, party: null, kind: "words" };
  }

  /** The chair adopts an option, keeps the standing words, or merges all into new words. */
  #resolve(): Done {
    const open = [...new Set([...this.room.values()].flat().flatMap(({ option }) => (option ? [option] : [])))];
    const next = new Map(this.room);
    if (open.length === 0) return { next, party: null, kind: "act" };
    const option = this.#dice.one(open);
    const bracket = this.#options.get(option)?.bracket ?? "";
    const type = this.#dice.one(["adopt", "adopt", "keep", "merge"]);
    for (const [id, chars] of this.room) {
      if (!chars.some((char) => char.option === option || char.contested === bracket)) continue;
      const first = chars.findIndex((char) => char.option === option || char.contested === bracket);
      const rest = chars.flatMap((char): Char[] => {
        if (char.option === option) return type === "adopt" ? [adopted(char, this.#seq)] : [];
        if (char.contested === bracket) return type === "keep" ? [{ ...char, contested: null }] : [];
        return [char];
      });
      next.set(id, type === "merge" ? inserted(rest, first, this.#chars(2, "merge", null)) : rest);
    }
    const act = {
      type: type === "merge" ? "merge" : "adopt",
      bracket,
      option: type === "keep" ? "standing" : option,
      reason: "as agreed",
    };
    return { next, act, party: null, kind: "act" };
  }

  #restore(): Done {
    const seq = 1 + this.#dice.below(this.steps.length);
    const next: Room = new Map();
    for (const [id, chars] of this.#past.get(seq) ?? []) {
      const now = this.room.get(id) ?? [];
      if (keyOf(now) === keyOf(chars)) next.set(id, now);
      else
        next.set(
          id,
          chars.map((char) => back(char, now, this.#seq)),
        );
    }
    return { next, act: { type: "restore", seq }, party: null, kind: "act" };
  }

  #touched(): { id: string; chars: readonly Char[]; next: Room } {
    const id = this.#dice.one([...this.room.keys()]);
    return { id, chars: this.room.get(id) ?? [], next: new Map(this.room) };
  }

  /** Words that occur nowhere else, one character a sign of its own. */
  #chars(words: number, source: string, option: string | null): Char[] {
    const text = Array.from(
      { length: words },
      () => `w${(++this.#count).toString(36)}z${this.#dice.below(1_000)} `,
    ).join("");
    const log = { source, seq: this.#seq, option, became: null, restored: null };
    return [...text].map((ch) => ({ n: ++this.#count, ch, option, contested: null, log: { ...log, places: [] } }));
  }
}

function inserted(chars: readonly Char[], at: number, more: readonly Char[]): Char[] {
  return [...chars.slice(0, at), ...more, ...chars.slice(at)];
}

function moved(char: Char, from: string): Char {
  return { ...char, log: { ...char.log, places: [...char.log.places, from] } };
}

function adopted(char: Char, seq: number): Char {
  return { ...char, option: null, log: { ...char.log, became: seq } };
}

/** A character of the past as it stands again: the one that is still there, or one that is brought back. */
function back(then: Char, now: readonly Char[], seq: number): Char {
  const there = now.find(({ n }) => n === then.n);
  if (!there) return { ...then, log: { ...then.log, restored: seq } };
  const became = then.option !== null ? null : there.option !== null ? seq : there.log.became;
  return { ...then, log: { ...there.log, became } };
}

const keyOf = (chars: readonly Char[]) =>
  chars.map(({ ch, option, contested }) => `${ch}${option}${contested}`).join("|");

function editsBetween(before: readonly Char[], after: readonly Char[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i]?.n === after[j]?.n) {
      edits.push({ retain: 1 });
      [i, j] = [i + 1, j + 1];
      continue;
    }
    const goesOn = j < after.length && before.slice(i).some((char) => char.n === after[j]?.n);
    if (i < before.length && (goesOn || j >= after.length)) {
      edits.push({ delete: 1 });
      i += 1;
    } else {
      edits.push({ insert: 1 });
      j += 1;
    }
  }
  return edits;
}

function valueOfChars(id: string, chars: readonly Char[]): ProvisionValue {
  const runs: Run[] = [];
  for (const { ch, option, contested } of chars) {
    const marks: MarkValue[] = [];
    if (contested) marks.push({ type: "contested", attrs: { bracket: contested } });
    if (option) marks.push({ type: "proposed", attrs: { bracket: option.replace("o", "b"), option, within: null } });
    const last = runs.at(-1);
    if (last && JSON.stringify(last.marks) === JSON.stringify(marks))
      runs[runs.length - 1] = { text: last.text + ch, marks };
    else runs.push({ text: ch, marks });
  }
  return { id, kind: "paragraph", level: 4, number: "", bracket: null, option: null, within: null, runs };
}
