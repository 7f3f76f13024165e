import type { EntryRef, WordOrigin } from "@adref/revisions";
import type { PartyCode, Stance } from "@adref/schema";
import type { ChosenWords } from "../editor/chosen-words.ts";

/** One thing that happened to words, with the entry of the ledger in which it did; without one it is how they stand. */
export type OriginStep =
  | { readonly told: "import" | "secretariat" | "merge"; readonly entry: EntryRef }
  | { readonly told: "proposal"; readonly entry: EntryRef; readonly party: PartyCode | null }
  | {
      readonly told: "positions";
      readonly stance: Exclude<Stance, "retain" | "delete">;
      readonly parties: readonly PartyCode[];
    }
  | {
      readonly told: "became";
      readonly entry: EntryRef;
      readonly how: "adopt" | "merge" | "lift" | "delete" | "freed";
      readonly reason: string | null;
    }
  | { readonly told: "moved"; readonly entry: EntryRef; readonly provision: string }
  | { readonly told: "restored"; readonly entry: EntryRef }
  | {
      readonly told: "status";
      readonly entry: EntryRef;
      readonly status: "open" | "agreed-group" | "agreed-adref" | "adopted";
      readonly reason: string | null;
    }
  | { readonly told: "contested" }
  | { readonly told: "optional" };

/** What there is to tell of words, in the order in which it happened; how they stand comes last. */
export function stepsOf(origin: WordOrigin): readonly OriginStep[] {
  const { entry, proposal, became, restored } = origin;
  const steps: OriginStep[] = [];
  if (origin.source === "proposal") steps.push({ told: "proposal", entry, party: proposal?.party ?? entry.party });
  else steps.push({ told: origin.source, entry });
  if (origin.source !== "proposal" && proposal?.party) steps.push({ told: "proposal", entry, party: proposal.party });
  const said: Readonly<Record<string, Stance>> = proposal ? (became ? proposal.stancesThen : proposal.stancesNow) : {};
  for (const stance of ["support", "oppose", "reserve", "flexible"] as const) {
    const parties = Object.keys(said).filter((party) => said[party] === stance && party !== proposal?.party);
    if (parties.length > 0) steps.push({ told: "positions", stance, parties: parties.sort() });
  }
  const later: Extract<OriginStep, { entry: EntryRef }>[] = [];
  if (became) later.push({ told: "became", entry: became.entry, how: became.how ?? "freed", reason: became.reason });
  for (const place of origin.places) later.push({ told: "moved", entry: place.entry, provision: place.provision });
  if (restored) later.push({ told: "restored", entry: restored });
  for (const { entry: by, status, reason } of origin.statuses)
    later.push({ told: "status", entry: by, status, reason });
  steps.push(...later.sort((a, b) => a.entry.seq - b.entry.seq));
  if (!origin.standing) steps.push({ told: "optional" });
  else if (origin.contested.length > 0) steps.push({ told: "contested" });
  return steps;
}

/** What is told of the words that a reader chose. */
export interface ToldOrigins {
  readonly origins: readonly WordOrigin[];
  /** The words on the page are not those on the ledger, so all of the provision is told. */
  readonly differs: boolean;
}

/** The origins of the chosen words, cut to them; of the whole provision where nothing is chosen, or where it is not the same. */
export function originsOf(origins: readonly WordOrigin[], chosen: ChosenWords | null): ToldOrigins {
  if (!chosen) return { origins: writtenTogether(origins), differs: false };
  const words = origins.map(({ text }) => text).join("");
  const { from, to } = chosen;
  if (words.slice(from, to) !== chosen.words) return { origins: writtenTogether(origins), differs: true };
  const cut = origins.flatMap((origin) => {
    const [start, end] = [Math.max(origin.from, from), Math.min(origin.to, to)];
    if (start >= end) return [];
    return [{ ...origin, from: start, to: end, text: origin.text.slice(start - origin.from, end - origin.from) }];
  });
  return { origins: writtenTogether(cut), differs: false };
}

/** What one person writes within so long is told as one, in milliseconds: typing reaches the ledger letter by letter. */
const TOGETHER = 10 * 60_000;

/**
 * Joins runs that lie side by side, were written by one person in one go, and fared alike since. The newest of their entries
 * stands for them: after it, all of the words were there.
 */
export function writtenTogether(origins: readonly WordOrigin[]): readonly WordOrigin[] {
  const out: WordOrigin[] = [];
  for (const origin of origins) {
    const last = out.at(-1);
    if (last && last.to === origin.from && faredAlike(last, origin)) {
      const entry = last.entry.seq > origin.entry.seq ? last.entry : origin.entry;
      out[out.length - 1] = { ...last, to: origin.to, text: last.text + origin.text, entry };
    } else out.push(origin);
  }
  return out;
}

function faredAlike(a: WordOrigin, b: WordOrigin): boolean {
  if (Math.abs(Date.parse(a.entry.at) - Date.parse(b.entry.at)) > TOGETHER) return false;
  return fate(a) === fate(b);
}

function fate({
  source,
  entry,
  proposal,
  became,
  statuses,
  places,
  restored,
  contested,
  standing,
}: WordOrigin): string {
  return JSON.stringify([
    source,
    entry.person,
    entry.party,
    proposal?.option,
    became?.entry.seq,
    statuses.map(({ entry: { seq } }) => seq),
    places.map(({ entry: { seq } }) => seq),
    restored?.seq,
    contested,
    standing,
  ]);
}
