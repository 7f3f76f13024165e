import type { Status, StatusFacts } from "@adref/schema";

/** What a block's last words in braces say of its provision. */
export interface StatusWords {
  readonly status: Status;
  readonly parked: boolean;
}

const WORDS: Readonly<Record<string, Status>> = {
  open: "open",
  "agreed in group": "agreed-group",
  "agreed ad ref": "agreed-adref",
  adopted: "adopted",
};
const NAMES = Object.fromEntries(Object.entries(WORDS).map(([words, status]) => [status, words]));

/** Reads the words between the braces; null when they are not a status. */
export function readStatus(words: string): StatusWords | null {
  let status: Status | null = null;
  let parked = false;
  for (const part of words.split(",").map((word) => word.trim())) {
    const found = Object.hasOwn(WORDS, part) ? (WORDS[part] as Status) : null;
    if (found && status === null) status = found;
    else if (part === "parked" && !parked) parked = true;
    else return null;
  }
  return { status: status ?? "open", parked };
}

/** The words for a status, without braces. */
export function statusWords({ status, parked }: StatusFacts): string {
  if (!parked) return NAMES[status] as string;
  return status === "open" ? "parked" : `${NAMES[status]}, parked`;
}
