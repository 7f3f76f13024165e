import { isPseudonym } from "@adref/protocol";
import type { ChangeEntry, ChangeSort } from "@adref/revisions";
import type { Stance } from "@adref/schema";
import type { MessageValues, Say } from "../intl.tsx";

/** The sorts of change by which a reader filters. */
export const CHANGE_GROUPS = ["words", "brackets", "positions", "statuses", "places"] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

const GROUPS: Partial<Record<ChangeSort, ChangeGroup>> = {
  "provision-added": "words",
  "provision-removed": "words",
  "words-changed": "words",
  "formatting-changed": "words",
  "provision-moved": "places",
  "provision-renumbered": "places",
  "structure-changed": "places",
  "stance-given": "positions",
  "stance-changed": "positions",
  "stance-withdrawn": "positions",
  "agreed-group": "statuses",
  "agreed-adref": "statuses",
  adopted: "statuses",
  reopened: "statuses",
  "provision-parked": "statuses",
  "provision-unparked": "statuses",
};

/** To which group a change belongs. */
export const groupOf = (sort: ChangeSort): ChangeGroup => GROUPS[sort] ?? "brackets";

/** The parties whose codes a sentence names; the rest of its values are said as they are. */
const PARTIES = ["party", "from", "to", "parties"];

/** The numbers that a provision may not have. */
const NUMBERS = ["fromNumber", "toNumber", "lastNumber"];

/** What a change is, as a sentence: "KAZ withdrew its proposal: shall". */
export function changeSentence(say: Say, change: ChangeEntry): string {
  // Where there are no words to quote, nothing follows the colon.
  return sentenceOf(say, change).replace(/:\s*$/, "");
}

function sentenceOf(say: Say, { sort, values }: ChangeEntry): string {
  const given: MessageValues = {};
  for (const [name, value] of Object.entries(values)) {
    given[name] = PARTIES.includes(name)
      ? partyIn(String(value))
      : NUMBERS.includes(name)
        ? value || "none"
        : name === "words"
          ? quoted(String(value))
          : value;
  }
  switch (sort) {
    case "words-changed":
      return say(
        values.added === "" ? "change.words-removed" : values.removed === "" ? "change.words-added" : `change.${sort}`,
      );
    case "structure-changed":
      return say(`change.${sort}`, { fromKind: kindOf(say, values.fromKind), toKind: kindOf(say, values.toKind) });
    case "stance-given":
    case "stance-changed":
    case "stance-withdrawn": {
      const party = isPseudonym(String(values.party)) ? say("change.aDelegation") : String(values.party);
      const says = values.to ? say(`change.says.${values.to as Stance}`) : "";
      const said = values.from ? say(`change.said.${values.from as Stance}`) : "";
      return say(`change.${sort}`, { party, says, said });
    }
    default:
      return say(`change.${sort}`, given);
  }
}

/** Words after a colon do not begin with the comma that joins them to what stands before them. */
const quoted = (words: string) => words.replace(/^[,;]\s*/, "");

function partyIn(codes: string): string {
  const named = codes.split(", ").filter((code) => code !== "" && !isPseudonym(code));
  return named.length > 0 ? named.join(", ") : "none";
}

function kindOf(say: Say, kind: string | number | undefined): string {
  return say(`kind.${kind as "paragraph"}`);
}

/** Who decided, and why, where a change was decided by somebody; "" where it was not or is not told. */
export function changeReason({ values }: ChangeEntry): string {
  return typeof values.reason === "string" ? values.reason : "";
}
