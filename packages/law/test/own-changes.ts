import type { MarkValue, ProvisionValue, RecordValue, Run } from "@adref/schema";
import { type Claims, ownersOf, ownsMark, ownsProvision, ownsRun } from "../src/index.ts";
import { contested, proposed, provision, run } from "./texts.ts";

/** One thing that a party does with its own words: chosen by numbers, so that a generator can choose. */
export interface Choice {
  readonly kind: number;
  readonly where: number;
  readonly from: number;
  readonly length: number;
  readonly text: string;
  readonly fresh: string;
}

type Text = readonly ProvisionValue[];

/** Does one lawful thing for a party, whatever the choice says; may do nothing. */
export function doOwn(text: Text, party: string, choice: Choice, record: RecordValue): Text {
  const target = text[choice.where % Math.max(text.length, 1)];
  switch (choice.kind % 6) {
    case 0:
      return target ? put(text, propose(target, choice)) : text;
    case 1:
      return target ? put(text, withdraw(target, party, choice, record)) : text;
    case 2:
      return target ? put(text, contest(target, choice)) : text;
    case 3:
      return target ? put(text, uncontest(target, party, record)) : text;
    case 4: {
      const at = choice.where % (text.length + 1);
      const attrs = { bracket: `b${choice.fresh}`, option: `o${choice.fresh}` };
      const added = provision(`n${choice.fresh}`, [run(choice.text)], attrs);
      return [...text.slice(0, at), added, ...text.slice(at)];
    }
    default:
      return text.filter((one) => !removable(one, party, record));
  }
}

/** The record after claims. */
export function claimed(record: RecordValue, claims: Claims, party: string): RecordValue {
  const brackets = { ...record.brackets };
  const options = { ...record.options };
  for (const { id } of claims.brackets) brackets[id] = { owner: party, at: "" };
  for (const { id, bracket, within } of claims.options) options[id] = { bracket, within, owner: party, at: "" };
  return { ...record, brackets, options };
}

const put = (text: Text, changed: ProvisionValue) => text.map((one) => (one.id === changed.id ? changed : one));

const characters = (value: ProvisionValue): Run[] =>
  value.runs.flatMap(({ text, marks }) => [...text].map((character) => ({ text: character, marks })));

function propose(target: ProvisionValue, { from, text, fresh }: Choice): ProvisionValue {
  const all = characters(target);
  const at = from % (all.length + 1);
  const around = all[at - 1]?.marks.find((mark) => mark.type === "proposed");
  const within = all[at - 1] && target.option === null ? (around?.attrs.option ?? null) : target.option;
  const outer = all[at - 1]?.marks.filter((mark) => mark.type === "proposed") ?? [];
  const nested = within !== null && within === around?.attrs.option && outer.length === 1;
  const own = proposed(`b${fresh}`, `o${fresh}`, nested ? within : null);
  const added = run(text, own, ...(nested ? outer : []));
  return provision(target.id, [...all.slice(0, at), added, ...all.slice(at)], target);
}

function withdraw(
  target: ProvisionValue,
  party: string,
  { from, length }: Choice,
  record: RecordValue,
): ProvisionValue {
  const owners = ownersOf(record);
  const kept = characters(target).filter(
    (one, i) => i < from % 8 || i >= (from % 8) + length || !ownsRun(party, one.marks, target, owners),
  );
  return provision(target.id, kept, target);
}

function contest(target: ProvisionValue, { from, length, fresh }: Choice): ProvisionValue {
  const mark = contested(`b${fresh}`);
  const marked = characters(target).map((one, i) =>
    i >= from % 8 && i < (from % 8) + length ? run(one.text, ...one.marks, mark) : one,
  );
  return provision(target.id, marked, target);
}

function uncontest(target: ProvisionValue, party: string, record: RecordValue): ProvisionValue {
  const owners = ownersOf(record);
  const own = (mark: MarkValue) => mark.type === "contested" && ownsMark(party, mark, owners);
  const marked = characters(target).map((one) => run(one.text, ...one.marks.filter((mark) => !own(mark))));
  return provision(target.id, marked, target);
}

function removable(target: ProvisionValue, party: string, record: RecordValue): boolean {
  const owners = ownersOf(record);
  return (
    ownsProvision(party, target, owners) && target.runs.every(({ marks }) => ownsRun(party, marks, target, owners))
  );
}
