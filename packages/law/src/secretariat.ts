import { innermost, type ProvisionValue, proposalsOn, type Run, sameMarks } from "@adref/schema";
import type { Change, Place, Touched, Verdict } from "./change.ts";
import { newMarks } from "./claims.ts";
import { bracketsOf } from "./facts.ts";
import { isId, NO_CLAIMS, type Owners } from "./owners.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { withinBy } from "./runs.ts";
import { appendRun, sameRuns } from "./without.ts";

/** Judges a change by the Secretariat (S1 to S4). `provisions` holds those that really changed. */
export function judgeSecretariat(change: Change, provisions: readonly Touched[]): Verdict {
  const ordered = change.structure ? inOrder(provisions, change.structure) : null;
  const refusal =
    markRefusal(provisions) ??
    (ordered ? groupRefusal(ordered.before, ordered.after, change.owners) : eachRefusal(provisions, change.owners)) ??
    contestedRefusal(provisions);
  return refusal ? { lawful: false, refusal } : { lawful: true, claims: NO_CLAIMS };
}

/** L2 for the marks that the Secretariat may put on. */
function markRefusal(provisions: readonly Touched[]): Refusal | null {
  for (const touched of provisions) {
    for (const mark of newMarks(touched)) {
      if (Object.values(mark.attrs).some((value) => value !== null && !isId(value))) {
        return refuse("bad-id", touched.after?.id);
      }
    }
  }
  return null;
}

/** Where the order of the text stays, each provision keeps its own options and brackets. */
function eachRefusal(provisions: readonly Touched[], owners: Owners): Refusal | null {
  for (const { before, after } of provisions) {
    const refusal = groupRefusal(before ? [before] : [], after ? [after] : [], owners);
    if (refusal) return refusal;
  }
  return null;
}

/** S1, S2, S3: together, the touched provisions keep the words of every option and every bracket. */
function groupRefusal(
  before: readonly ProvisionValue[],
  after: readonly ProvisionValue[],
  owners: Owners,
): Refusal | null {
  const bracketsBefore = new Set(before.flatMap((provision) => [...bracketsOf(provision)]));
  const bracketsAfter = new Set(after.flatMap((provision) => [...bracketsOf(provision)]));
  const id = after[0]?.id ?? before[0]?.id;
  for (const bracket of bracketsAfter) if (!bracketsBefore.has(bracket)) return refuse("bracket-made", id);
  const a = optionWords(before, owners);
  const b = optionWords(after, owners);
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [was, is] = [a.get(key), b.get(key)];
    if (!was || !is || !sameRuns(was.runs, is.runs)) return refuse("option-words", id);
    for (const cut of is.cuts) if (!was.cuts.has(cut)) return refuse("option-words", id);
  }
  if (!sameStrings(wholes(before), wholes(after))) return refuse("option-words", id);
  for (const bracket of bracketsBefore) if (!bracketsAfter.has(bracket)) return refuse("bracket-vanished", id);
  return null;
}

/** The words of an option, and after how many of its characters standing words stand between them. */
interface OptionWords {
  readonly runs: Run[];
  readonly cuts: Set<number>;
  length: number;
  standing: number;
}

/** The words of every option, in the order of the text, by whose they are. */
function optionWords(provisions: readonly ProvisionValue[], owners: Owners): Map<string, OptionWords> {
  const out = new Map<string, OptionWords>();
  let standing = 0;
  for (const provision of provisions) {
    for (const run of provision.runs) {
      const own = innermost(proposalsOn(run.marks), withinBy(owners)).map(({ option }) => option);
      if (own.length === 0 && provision.option === null) {
        standing += run.text.length;
        continue;
      }
      const key = own.length > 0 ? own.sort().join(" ") : `whole ${provision.id}`;
      const words = out.get(key) ?? { runs: [], cuts: new Set(), length: 0, standing };
      if (words.length > 0 && words.standing !== standing) words.cuts.add(words.length);
      appendRun(words.runs, run);
      words.length += run.text.length;
      words.standing = standing;
      out.set(key, words);
    }
  }
  return out;
}

const wholes = (provisions: readonly ProvisionValue[]) =>
  provisions
    .filter(({ option }) => option !== null)
    .map(({ id, bracket, option, within }) => [id, bracket, option, within].join(" "))
    .sort();

const sameStrings = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** S4: where the standing words of a provision stay, the brackets round them stay where they are. */
function contestedRefusal(provisions: readonly Touched[]): Refusal | null {
  for (const { before, after } of provisions) {
    if (!before || !after) continue;
    const a = standing(before);
    const b = standing(after);
    if (a.map((run) => run.text).join("") !== b.map((run) => run.text).join("")) continue;
    if (!sameRuns(a, b)) return refuse("contested-moved", after.id);
  }
  return null;
}

/** The standing runs of a provision with nothing but the brackets round them. */
function standing(provision: ProvisionValue): Run[] {
  const runs: Run[] = [];
  if (provision.option !== null) return runs;
  for (const run of provision.runs) {
    if (run.marks.some((mark) => mark.type === "proposed")) continue;
    const marks = run.marks.filter((mark) => mark.type === "contested");
    appendRun(runs, { text: run.text, marks: sameMarks(marks, run.marks) ? run.marks : marks });
  }
  return runs;
}

function inOrder(
  provisions: readonly Touched[],
  structure: { readonly before: readonly Place[]; readonly after: readonly Place[] },
): { readonly before: readonly ProvisionValue[]; readonly after: readonly ProvisionValue[] } {
  const sorted = (side: "before" | "after") => {
    const at = new Map(structure[side].map((place, i) => [place.id, i]));
    return provisions
      .map((touched) => touched[side])
      .filter((provision) => provision !== null)
      .sort((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0));
  };
  return { before: sorted("before"), after: sorted("after") };
}
