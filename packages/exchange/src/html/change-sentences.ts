import type { ChangeCounts, ChangeEntry, ChangeSort } from "@adref/revisions";

type Values = ChangeEntry["values"];

const quoted = (value: string | number | undefined) => (value === undefined || value === "" ? "" : ` “${value}”`);
const whose = (value: string | number | undefined) =>
  value === undefined || value === "" ? "A delegation" : String(value);
const reason = ({ reason }: Values) => (reason ? `: ${reason}` : "");
const numbers = ({ fromNumber, toNumber, provisions, lastNumber }: Values) => {
  const to = Number(provisions) > 1 ? `${toNumber} to ${lastNumber} (${provisions} provisions)` : toNumber;
  return { from: fromNumber === "" ? "a place without a number" : fromNumber, to: to === "" ? "without a number" : to };
};
const STANCES: Readonly<Record<string, string>> = {
  support: "supports",
  oppose: "opposes",
  retain: "wants to retain",
  delete: "wants to delete",
  reserve: "reserves its position on",
  flexible: "is flexible on",
};
const about = ({ option }: Values) => (option ? "a proposal" : "the words in brackets");

const SENTENCES: Readonly<Record<ChangeSort, (values: Values) => string>> = {
  "provision-added": ({ party }) => (party ? `New, proposed by ${party}` : "New"),
  "provision-removed": () => "Taken out",
  "provision-moved": (values) => `Moved from ${numbers(values).from}, now ${numbers(values).to}`,
  "provision-renumbered": (values) => `Was ${numbers(values).from}, is ${numbers(values).to}`,
  "structure-changed": ({ fromKind, toKind }) => `Was ${fromKind}, is ${toKind}`,
  "words-changed": ({ added, removed }) =>
    removed === ""
      ? `Added:${quoted(added)}`
      : added === ""
        ? `Taken out:${quoted(removed)}`
        : `${quoted(removed).trim()} became${quoted(added)}`,
  "formatting-changed": ({ words }) => `Formatted otherwise:${quoted(words)}`,
  "bracket-opened": ({ party, words }) => `${whose(party)} put brackets${words ? ` round${quoted(words)}` : " here"}`,
  "bracket-closed": ({ party }) => `${whose(party)} took the brackets away`,
  "bracket-reopened": () => "The bracket is open again",
  "bracket-parked": () => "The bracket was set aside",
  "bracket-unparked": () => "The bracket is taken up again",
  "option-proposed": ({ party, words }) => `${whose(party)} proposed${quoted(words)}`,
  "option-withdrawn": ({ party, words }) => `${whose(party)} withdrew${quoted(words)}`,
  "option-reworded": ({ party, words, earlier }) => `${whose(party)} reworded${quoted(earlier)} as${quoted(words)}`,
  "options-joined": ({ parties, words }) =>
    `Proposals${parties ? ` of ${parties}` : ""} were merged into${quoted(words)}`,
  "option-adopted": (values) =>
    `The proposal${values.party ? ` of ${values.party}` : ""} was adopted:${quoted(values.words)}${reason(values)}`,
  "standing-kept": (values) => `The words stand as they were:${quoted(values.words)}${reason(values)}`,
  "bracket-merged": (values) => `Agreed in other words:${quoted(values.words)}${reason(values)}`,
  "bracket-lifted": (values) => `The brackets were lifted${reason(values)}`,
  "bracket-deleted": (values) => `The words in brackets were deleted${reason(values)}`,
  "owner-changed": ({ from, to }) => `Now in the name of ${to || "nobody"}, before of ${from || "nobody"}`,
  "stance-given": (values) =>
    `${values.party} ${STANCES[values.to ?? ""] ?? values.to} ${about(values)}${quoted(values.note)}`,
  "stance-changed": (values) =>
    `${values.party} ${STANCES[values.to ?? ""] ?? values.to} ${about(values)} (before: ${values.from})${quoted(values.note)}`,
  "stance-withdrawn": (values) =>
    `${values.party} no longer ${STANCES[values.from ?? ""] ?? values.from} ${about(values)}`,
  "agreed-group": (values) => `Agreed in group${reason(values)}`,
  "agreed-adref": (values) => `Agreed ad referendum${reason(values)}`,
  adopted: (values) => `Adopted${reason(values)}`,
  reopened: (values) => `Reopened${reason(values)}`,
  "provision-parked": (values) => `Set aside${reason(values)}`,
  "provision-unparked": () => "Taken up again",
};

/** One change in a sentence, as a paper prints it below the provision. */
export function changeSentence({ sort, values }: Pick<ChangeEntry, "sort" | "values">): string {
  const sentence = SENTENCES[sort](values);
  return /[.!?…]”?$/.test(sentence) ? sentence : `${sentence}.`;
}

/** How much changed, in one line. */
export function countsSentence({ total, rows, wordsAdded, wordsRemoved }: ChangeCounts): string {
  if (total === 0 && wordsAdded === 0 && wordsRemoved === 0) return "Nothing has changed.";
  const some = [
    [rows.changed, "changed"],
    [rows.added, "new"],
    [rows.removed, "taken out"],
    [rows.moved, "moved"],
  ]
    .filter(([count]) => Number(count) > 0)
    .map(([count, what]) => `${count} ${what}`);
  const provisions = some.length === 0 ? "" : `Provisions: ${some.join(", ")}. `;
  return `${provisions}Words: ${wordsAdded} added, ${wordsRemoved} taken out. ${total} ${total === 1 ? "change is" : "changes are"} told below.`;
}
