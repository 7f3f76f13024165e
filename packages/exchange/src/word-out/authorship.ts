import { indexBrackets } from "@adref/brackets";
import { type RecordValue, type ResolutionFacts, STANDING, type TextValue } from "@adref/schema";
import type { PrintedBlock, PrintedSpan } from "../printed.ts";
import type { Change } from "./model.ts";

type By = Omit<Change, "kind">;

/** Who changed what between two texts, and when, as the record tells it. */
export interface Authorship {
  /** Of words, signs or a number (`span` null) that a later provision has and the earlier one has not. */
  readonly came: (block: PrintedBlock, span: PrintedSpan | null) => By;
  /** Of what an earlier provision has and the later one has not. */
  readonly went: (block: PrintedBlock, span: PrintedSpan | null) => By;
  /** Of what the record does not tell, such as a provision that moved. */
  readonly standing: By;
}

/**
 * The author of a change is the party whose words came, or whose adopted words took the place of those that went; a withdrawal
 * is its owner's. What no party did is the Secretariat's, who holds the pen. `names` false puts everything under that name.
 */
export function authorshipOf(
  before: TextValue,
  after: TextValue,
  options: { readonly standing: string; readonly at: string | null; readonly names: boolean },
): Authorship {
  const { record } = after;
  const standing: By = { author: options.standing, date: options.at };
  const by = (party: string | null | undefined, at: string | undefined): By => ({
    author: options.names && party ? party : options.standing,
    date: at || options.at,
  });
  const ended = endedIn(before, after);

  const ofResolution = (resolution: ResolutionFacts): By =>
    by(resolution.kind === "adopt" || resolution.kind === "lift" ? ownerOf(resolution.option) : null, resolution.at);
  const ownerOf = (option: string | undefined): string | null =>
    option === undefined || option === STANDING
      ? null
      : ((optionIn(record, option) ?? optionIn(before.record, option))?.owner ?? null);

  /** Standing words that came or went where a bracket ended in this provision: the resolution that has to do with them. */
  const throughBrackets = (provision: string, words: string): By => {
    const here = ended.get(provision) ?? [];
    const adopted =
      here.find(({ words: given }) => words !== "" && given.includes(words)) ??
      (here.length === 1 ? here[0] : undefined);
    return adopted ? ofResolution(adopted.resolution) : standing;
  };

  return {
    standing,
    came: ({ provision }, span) => {
      if (span?.of?.option) {
        const facts = optionIn(record, span.of.option);
        return by(facts?.owner, facts?.at);
      }
      if (span?.of && span.role === "sign") {
        const facts = Object.hasOwn(record.brackets, span.of.bracket) ? record.brackets[span.of.bracket] : undefined;
        return by(facts?.owner, facts?.at);
      }
      return throughBrackets(provision, (span?.text ?? "").trim());
    },
    went: ({ provision }, span) => {
      if (span?.of) {
        const resolution = Object.hasOwn(record.resolutions, span.of.bracket)
          ? record.resolutions[span.of.bracket]
          : undefined;
        if (resolution) return ofResolution(resolution);
        if (span.of.option) return by(optionIn(before.record, span.of.option)?.owner, undefined);
        if (span.role === "sign") return by(before.record.brackets[span.of.bracket]?.owner, undefined);
      }
      return throughBrackets(provision, "");
    },
  };
}

function optionIn(record: RecordValue, option: string) {
  return Object.hasOwn(record.options, option) ? record.options[option] : undefined;
}

interface Ended {
  readonly resolution: ResolutionFacts;
  /** The words that the resolution made standing, as far as they are known. */
  readonly words: string;
}

/** The brackets that had words in the earlier text and have a resolution since, by provision. */
function endedIn(before: TextValue, after: TextValue): ReadonlyMap<string, readonly Ended[]> {
  const out = new Map<string, Ended[]>();
  const index = indexBrackets(before.doc);
  for (const id of index.order) {
    if (!Object.hasOwn(after.record.resolutions, id)) continue;
    const view = index.brackets.get(id);
    const resolution = after.record.resolutions[id];
    if (!view || !resolution) continue;
    const spans =
      resolution.option === STANDING
        ? view.standing
        : (view.options.find((option) => option.id === resolution.option)?.spans ?? []);
    const words = resolution.words ?? spans.map((span) => span.words).join("");
    for (const provision of view.provisions) {
      const found = out.get(provision);
      if (found) found.push({ resolution, words });
      else out.set(provision, [{ resolution, words }]);
    }
  }
  return out;
}
