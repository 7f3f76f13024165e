import { PARTY_CODE_PATTERN, type Party } from "@adref/schema";
import { CAREC } from "./carec.ts";
import { type DelimitedRow, readDelimited } from "./delimited.ts";

export type PartyProblem = "code" | "twice" | "there" | "name" | "wto";

/** One line of pasted parties: what it says, and what is to be mended in it. */
export interface PartyRow extends DelimitedRow {
  readonly party: Party;
  readonly problems: readonly PartyProblem[];
}

const WTO: Readonly<Record<string, Party["wto"]>> = {
  member: "member",
  "wto member": "member",
  yes: "member",
  acceding: "acceding",
  observer: "acceding",
  none: "none",
  no: "none",
  "": "none",
};

/** Reads lines of code, English name, Russian name, and whether it is in the WTO; a code or name of CAREC alone is enough. */
export function readParties(source: string, there: readonly Party[]): readonly PartyRow[] {
  const rows = readDelimited(source).filter(({ cells }, i) => i > 0 || !/^(code|party)$/i.test(cells[0] ?? ""));
  const seen = new Set<string>();
  return rows.map((row) => {
    const [first = "", en = "", ru = "", wto = ""] = row.cells;
    const known = CAREC.find(({ code, names }) => same(code, first) || same(names.en, first));
    const code = known?.code ?? first.toUpperCase();
    const party: Party = {
      code,
      names: { ...known?.names, en: en || known?.names.en || "", ru: ru || known?.names.ru || en },
      wto: WTO[wto.toLowerCase()] ?? "none",
    };
    if (known && wto === "") Object.assign(party, { wto: known.wto });
    const problems: PartyProblem[] = [];
    if (!PARTY_CODE_PATTERN.test(code)) problems.push("code");
    else if (there.some((one) => one.code === code)) problems.push("there");
    else if (seen.has(code)) problems.push("twice");
    if (party.names.en === "") problems.push("name");
    if (!(wto.toLowerCase() in WTO)) problems.push("wto");
    seen.add(code);
    return { ...row, party, problems };
  });
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
