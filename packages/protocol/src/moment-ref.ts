import { ID_PATTERN, PARTY_CODE_PATTERN, type PartyCode } from "@adref/schema";

/** A moment of a text, or a text that somebody uploaded, without anybody's view on it. */
export type PlainRef =
  | { readonly kind: "now" }
  | { readonly kind: "revision"; readonly number: number }
  /** The text after an entry of its ledger. */
  | { readonly kind: "entry"; readonly seq: number }
  /** A moment that somebody named. */
  | { readonly kind: "moment"; readonly moment: string }
  /** An uploaded file, by the id of its import. */
  | { readonly kind: "file"; readonly file: string };

/** What can be opened, exported and compared. `party`: as if everything that the party proposes were adopted. */
export type MomentRef = PlainRef | { readonly kind: "party"; readonly party: PartyCode; readonly at: PlainRef };

const NOW: PlainRef = { kind: "now" };
const WHOLE = /^(0|[1-9][0-9]{0,14})$/;
/** Ids of imports are the server's; no path and no sign of this spelling is among them. */
const FILE = /^[A-Za-z0-9_-]{1,80}$/;
const PARTY = "party:";

/**
 * Reads a reference in its one spelling, which addresses and the command line share: `now`, `rev:3`, `seq:123`, `moment:<id>`,
 * `file:<id>`, `party:KAZ` (as things stand now), `party:KAZ@rev:2`. Null where it is none.
 */
export function parseMomentRef(text: string): MomentRef | null {
  if (!text.startsWith(PARTY)) return parsePlain(text);
  const [party = "", ...rest] = text.slice(PARTY.length).split("@");
  if (!PARTY_CODE_PATTERN.test(party) || rest.length > 1) return null;
  const at = rest.length === 0 ? NOW : parsePlain(rest[0] ?? "");
  return at && { kind: "party", party, at };
}

function parsePlain(text: string): PlainRef | null {
  if (text === "now") return NOW;
  const colon = text.indexOf(":");
  const value = text.slice(colon + 1);
  switch (text.slice(0, Math.max(colon, 0))) {
    case "rev":
      return WHOLE.test(value) ? { kind: "revision", number: Number(value) } : null;
    case "seq":
      return WHOLE.test(value) && value !== "0" ? { kind: "entry", seq: Number(value) } : null;
    case "moment":
      return ID_PATTERN.test(value) ? { kind: "moment", moment: value } : null;
    case "file":
      return FILE.test(value) ? { kind: "file", file: value } : null;
    default:
      return null;
  }
}

/** The spelling of a reference; `parseMomentRef` reads it back. */
export function momentRefText(ref: MomentRef): string {
  switch (ref.kind) {
    case "now":
      return "now";
    case "revision":
      return `rev:${ref.number}`;
    case "entry":
      return `seq:${ref.seq}`;
    case "moment":
      return `moment:${ref.moment}`;
    case "file":
      return `file:${ref.file}`;
    case "party":
      return ref.at.kind === "now" ? PARTY + ref.party : `${PARTY}${ref.party}@${momentRefText(ref.at)}`;
  }
}
