import {
  innermost,
  type MarkValue,
  type OptionFacts,
  type PartyCode,
  type ProvisionValue,
  proposalsOn,
  RESOLUTIONS,
  type Resolution,
  type Run,
  type Stance,
  wordsOf,
} from "@adref/schema";
import { type Arrival, Carrier, carryMerged } from "./carry.ts";
import { deriveEdits, sameWords } from "./derive-edits.ts";
import type { EntryRef, StatusStep, WordOrigin } from "./origin.ts";
import type { Passage } from "./passage.ts";
import { edited, type Inserted, joined, type Origin, type Removed, type Segment, slice } from "./segments.ts";
import type { LedgerStep, ProvisionStep, StepAct } from "./steps.ts";

type Stances = Readonly<Record<PartyCode, Stance>>;

/** A provision as it was from an entry on. */
interface Version {
  readonly seq: number;
  readonly value: ProvisionValue | null;
  readonly segments: readonly Segment[];
}

/** A provision while an entry is taken in. */
interface Draft {
  readonly value: ProvisionValue;
  readonly parts: readonly (Segment | Inserted)[];
}

/**
 * Where every character of a text came from, kept up entry by entry from the first. Taking in an entry costs what the
 * touched provisions hold; the rest of the text is not looked at.
 */
export class WordHistory {
  readonly #versions = new Map<string, Version[]>();
  readonly #options = new Map<string, OptionFacts>();
  readonly #stances = new Map<string, Stances>();
  /** The stances on an option when its words became standing words. */
  readonly #stancesThen = new Map<string, Stances>();
  readonly #statuses = new Map<string, StatusStep[]>();
  #seq = 0;

  /**
   * Takes in the next entry. Throws RangeError where entries are not in order, or where edits do not fit the words: then
   * something is missing before this one, and the ledger has to be read from its beginning.
   */
  take(step: LedgerStep): void {
    this.#next(step);
    for (const [id, facts] of Object.entries(step.patch?.options ?? {})) this.#options.set(id, facts);
    if (step.provisions.length > 0) this.#takeWords(step);
    this.#takeStances(step);
    this.#takeStatuses(step);
  }

  /** Takes in of an entry only what parties say of options: for words of the past, whose supporters of today are asked. */
  takeStances(step: LedgerStep): void {
    this.#next(step);
    this.#takeStances(step);
  }

  /** The stances on an option, as the last entry left them. */
  stancesOn(option: string): Stances {
    return this.#stances.get(option) ?? {};
  }

  /**
   * The origins of the words of a provision between two offsets (all of them by default), each character in exactly one, in
   * order; `null` where the text has no such provision now.
   */
  origins(provision: string, from = 0, to = Number.POSITIVE_INFINITY): readonly WordOrigin[] | null {
    const version = this.#versions.get(provision)?.at(-1);
    if (!version?.value) return null;
    const words = wordsOf(version.value);
    const end = Math.min(to, words.length);
    const out: WordOrigin[] = [];
    let last: { segment: Segment; contested: string } | null = null;
    overRuns(version.segments, version.value.runs, (segment, run, start, stop) => {
      const [at, until] = [Math.max(from, start), Math.min(end, stop)];
      if (at >= until) return;
      const contested = contestedOn(run.marks);
      const key = contested.join(" ");
      const previous = out.at(-1);
      if (
        previous &&
        last?.segment.origin === segment.origin &&
        last.segment.option === segment.option &&
        last.contested === key
      ) {
        out[out.length - 1] = { ...previous, to: until, text: words.slice(previous.from, until) };
      } else out.push(this.#told(provision, segment, contested, at, until, words));
      last = { segment, contested: key };
    });
    return out;
  }

  #told(
    provision: string,
    { origin, option }: Segment,
    contested: readonly string[],
    from: number,
    to: number,
    words: string,
  ): WordOrigin {
    const arrived = origin.places.at(-1)?.entry.seq ?? origin.entry.seq;
    const facts = origin.option === null ? undefined : this.#options.get(origin.option);
    const proposal =
      origin.option === null
        ? null
        : {
            bracket: facts?.bracket ?? "",
            option: origin.option,
            party: facts?.owner ?? null,
            stancesThen: this.#stancesThen.get(origin.option) ?? this.stancesOn(origin.option),
            stancesNow: this.stancesOn(origin.option),
          };
    return {
      from,
      to,
      text: words.slice(from, to),
      source: origin.source,
      entry: origin.entry,
      proposal,
      became: origin.became,
      statuses: (this.#statuses.get(provision) ?? []).filter(({ entry }) => entry.seq >= arrived),
      places: origin.places,
      restored: origin.restored,
      contested,
      standing: option === null,
    };
  }

  #next({ seq }: LedgerStep): void {
    if (seq <= this.#seq) throw new RangeError(`Entry ${seq} comes after entry ${this.#seq}: take them in order`);
    this.#seq = seq;
  }

  #takeWords(step: LedgerStep): void {
    const entry = refOf(step);
    const removed: Removed[] = [];
    const drafts = step.provisions.map((change) => this.#edit(step, change, entry, removed));
    const arrivals = drafts.reduce((sum, draft) => sum + (draft?.parts.filter(({ origin }) => !origin).length ?? 0), 0);
    const carrier = step.party === null && removed.length > 0 ? new Carrier(entry, removed, arrivals) : null;
    const merged = step.act?.type === "merge" ? removed : null;
    step.provisions.forEach(({ id }, i) => {
      const draft = drafts[i];
      const segments = draft ? this.#settle(id, draft, step, entry, carrier, merged) : [];
      const version: Version = { seq: step.seq, value: draft?.value ?? null, segments };
      const versions = this.#versions.get(id);
      if (versions) versions.push(version);
      else this.#versions.set(id, [version]);
    });
  }

  /** What an entry leaves of a provision's known words; what went is put with the removed. */
  #edit(step: LedgerStep, { id, after, edits }: ProvisionStep, entry: EntryRef, removed: Removed[]): Draft | null {
    const before = this.#versions.get(id)?.at(-1);
    const value = before?.value ?? null;
    const words = value ? wordsOf(value) : "";
    if (!after) {
      if (words !== "") removed.push({ provision: id, text: words, segments: before?.segments ?? [] });
      return null;
    }
    const made = edits ?? this.#derive(value, after, step);
    const { now, removed: gone } = edited(id, words, before?.segments ?? [], made);
    removed.push(...gone);
    if (now.reduce((sum, { length }) => sum + length, 0) !== wordsOf(after).length) {
      throw new RangeError(`The edits of entry ${step.seq} do not make the words of provision ${id}`);
    }
    const back = broughtBack(step.act);
    const then = back === null ? undefined : this.#versionAt(id, back);
    if (!then?.value || wordsOf(then.value) !== wordsOf(after)) return { value: after, parts: now };
    return { value: after, parts: backAgain(now, then.segments, entry) };
  }

  #derive(before: ProvisionValue | null, after: ProvisionValue, { act }: LedgerStep) {
    if (!before) return [{ insert: wordsOf(after).length }];
    if (sameWords(before, after)) return [];
    const keeps = isResolution(act) && act.type !== "merge";
    return deriveEdits(this.#passageOf(before), this.#passageOf(after), keeps);
  }

  /** Gives new characters their origin, and tells of known ones what the entry made of them. */
  #settle(
    provision: string,
    draft: Draft,
    step: LedgerStep,
    entry: EntryRef,
    carrier: Carrier | null,
    merged: readonly Removed[] | null,
  ): Segment[] {
    const words = wordsOf(draft.value);
    const known: (Segment | Inserted)[] = [];
    let at = 0;
    for (const part of draft.parts) {
      const text = words.slice(at, at + part.length);
      at += part.length;
      if (part.origin) known.push(part);
      else if (merged) known.push(...carryMerged({ provision, text }, merged, entry));
      else known.push(...(carrier?.carry({ provision, text } satisfies Arrival) ?? [part]));
    }
    const out: Segment[] = [];
    const fresh = new Map<string, Origin>();
    const became = new Map<Origin, Origin>();
    overRuns(known, draft.value.runs, (part, run, from, to) => {
      const option = this.#optionOf(run.marks, draft.value);
      const length = to - from;
      if (part.origin === null) out.push({ length, option, origin: this.#fresh(fresh, option, step, entry) });
      else if (part.option !== null && option === null) {
        out.push({ length, option, origin: this.#became(became, part, step, entry) });
      } else if (option !== null && part.origin.became) {
        out.push({ length, option, origin: { ...part.origin, became: null } });
      } else out.push({ length, option, origin: part.origin });
    });
    return joined(out);
  }

  #fresh(known: Map<string, Origin>, option: string | null, step: LedgerStep, entry: EntryRef): Origin {
    const key = option ?? "";
    let origin = known.get(key);
    if (!origin) {
      origin = { source: sourceOf(step, option), entry, option, became: null, places: [], restored: null };
      known.set(key, origin);
    }
    return origin;
  }

  #became(known: Map<Origin, Origin>, { origin, option }: Segment, step: LedgerStep, entry: EntryRef): Origin {
    let changed = known.get(origin);
    if (!changed) {
      const name = option ?? "";
      const how = isResolution(step.act) ? step.act.type : null;
      const bracket = this.#options.get(name)?.bracket ?? "";
      changed = { ...origin, became: { entry, how, bracket, option: name, reason: step.act?.reason ?? null } };
      known.set(origin, changed);
      for (const ended of [name, origin.option]) {
        if (ended !== null && !this.#stancesThen.has(ended)) this.#stancesThen.set(ended, this.stancesOn(ended));
      }
    }
    return changed;
  }

  #versionAt(provision: string, seq: number): Version | undefined {
    return this.#versions.get(provision)?.findLast((version) => version.seq <= seq);
  }

  #passageOf(provision: ProvisionValue): Passage {
    let at = 0;
    const runs = provision.runs.map((run) => {
      const standing = { option: this.#optionOf(run.marks, provision), party: null, marks: run.marks };
      const from = at;
      at += run.text.length;
      return { from, to: at, standing };
    });
    return { text: wordsOf(provision), runs };
  }

  #optionOf(marks: readonly MarkValue[], provision: ProvisionValue): string | null {
    if (!marks.some((mark) => mark.type === "proposed")) return provision.option;
    return innermost(proposalsOn(marks), (option) => this.#options.get(option)?.within)[0]?.option ?? provision.option;
  }

  #takeStances(step: LedgerStep): void {
    for (const { target, party, facts } of step.patch?.stances ?? []) {
      const { [party]: _, ...others } = this.stancesOn(target);
      this.#stances.set(target, facts ? { ...others, [party]: facts.stance } : others);
    }
  }

  #takeStatuses(step: LedgerStep): void {
    for (const [id, facts] of Object.entries(step.patch?.statuses ?? {})) {
      const known = this.#statuses.get(id) ?? [];
      const status = facts?.status ?? "open";
      if ((known.at(-1)?.status ?? "open") === status) continue;
      known.push({ entry: refOf(step), status, reason: facts?.reason ?? step.act?.reason ?? null });
      this.#statuses.set(id, known);
    }
  }
}

function isResolution(act: StepAct | undefined): act is StepAct & { readonly type: Resolution } {
  return act !== undefined && (RESOLUTIONS as readonly string[]).includes(act.type);
}

/** The entry after which the text stood as an act brings it back; null for one that brings nothing back. */
function broughtBack(act: StepAct | undefined): number | null {
  if (act?.type === "restore") return act.seq ?? 0;
  return act?.type === "undo" ? (act.seq ?? 1) - 1 : null;
}

function refOf({ seq, at, person, party, takenDown }: LedgerStep): EntryRef {
  return { seq, at, person, party, ...(takenDown && { takenDown }) };
}

function sourceOf(step: LedgerStep, option: string | null): Origin["source"] {
  if (step.kind === "import") return "import";
  if (step.act?.type === "merge") return "merge";
  return step.party !== null || option !== null ? "proposal" : "secretariat";
}

/** The words of a moment again: those that stayed are what they are, the others are brought back as they were then. */
function backAgain(now: readonly (Segment | Inserted)[], then: readonly Segment[], entry: EntryRef) {
  const out: (Segment | Inserted)[] = [];
  let at = 0;
  for (const part of now) {
    if (part.origin) out.push(part);
    else {
      const old = slice(then, at, at + part.length);
      out.push(...old.map((segment) => ({ ...segment, origin: { ...segment.origin, restored: entry } })));
    }
    at += part.length;
  }
  return out;
}

/** Visits parts and runs of the same words together: each stretch that is of one part and of one run. */
function overRuns<T extends Segment | Inserted>(
  parts: readonly T[],
  runs: readonly Run[],
  visit: (part: T, run: Run, from: number, to: number) => void,
): void {
  let i = 0;
  let left = parts[0]?.length ?? 0;
  let at = 0;
  for (const run of runs) {
    for (let rest = run.text.length; rest > 0; ) {
      while (left === 0 && i < parts.length - 1) left = parts[++i]?.length ?? 0;
      const part = parts[i];
      const length = Math.min(rest, left);
      if (!part || length === 0) return;
      visit(part, run, at, at + length);
      at += length;
      rest -= length;
      left -= length;
    }
  }
}

function contestedOn(marks: readonly MarkValue[]): readonly string[] {
  return marks.filter(({ type }) => type === "contested").map(({ attrs }) => attrs.bracket ?? "");
}
