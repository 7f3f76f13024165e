import { type BracketIndex, indexBrackets } from "@adref/brackets";
import {
  innermost,
  type PartyCode,
  type ProvisionValue,
  proposalsOn,
  type RecordValue,
  type Stance,
  type TextValue,
  withinIn,
} from "@adref/schema";
import { FORMATS } from "../printed.ts";
import { closeHoles } from "./holes.ts";
import { type Piece, piece } from "./model.ts";
import { paperText } from "./xml.ts";

/** What a party puts forward in a text, and into whose words it wrote. */
export interface Position {
  readonly party: PartyCode;
  /** The brackets whose standing words it would replace or delete. */
  readonly replaces: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
  /** The options of others that its own stand in. */
  readonly hosts: ReadonlySet<string>;
}

/** Every party's position, of those that put words forward that are still in the text or said something of them. */
export function positionsOf(text: TextValue): ReadonlyMap<PartyCode, Position> {
  const { record } = text;
  const index = indexBrackets(text.doc);
  const withinOf = withinIn(record);
  const open = new Map<PartyCode, { replaces: Set<string>; options: Set<string>; hosts: Set<string> }>();
  const of = (party: PartyCode) => {
    let found = open.get(party);
    if (!found) {
      found = { replaces: new Set(), options: new Set(), hosts: new Set() };
      open.set(party, found);
    }
    return found;
  };
  for (const id of index.order) {
    const view = index.brackets.get(id);
    for (const option of view?.options ?? []) {
      const owner = Object.hasOwn(record.options, option.id) ? record.options[option.id]?.owner : null;
      if (owner) {
        const position = of(owner);
        position.options.add(option.id);
        position.replaces.add(id);
        for (let host = option.within; host; host = withinOf(host) ?? null) {
          if (position.hosts.has(host)) break;
          position.hosts.add(host);
        }
      }
      for (const party of saying(record, option.id)) of(party);
    }
    for (const party of saying(record, id)) {
      if (stanceOf(record, id, party) === "delete") of(party).replaces.add(id);
      else of(party);
    }
  }
  return new Map([...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([party, facts]) => [party, { party, ...facts }]));
}

const saying = (record: RecordValue, target: string): string[] =>
  Object.hasOwn(record.stances, target) ? Object.keys(record.stances[target] ?? {}) : [];

function stanceOf(record: RecordValue, target: string, party: PartyCode): Stance | undefined {
  return Object.hasOwn(record.stances, target) ? record.stances[target]?.[party]?.stance : undefined;
}

/** A provision as a party would have it: what it would strike, and what it would put there. */
export interface Wished {
  readonly pieces: readonly Piece[];
  /** Whether it strikes or adds anything. */
  readonly differs: boolean;
}

/**
 * The standing words of a provision with a party's own words in them, underlined, and what it would take out struck through.
 * Words of others stand there only where the party wrote into them.
 */
export function wishedBy(
  position: Position,
  value: ProvisionValue,
  record: RecordValue,
  colour: string | null,
): Wished {
  const pieces: (Piece | null)[] = [];
  let differs = false;
  for (const run of value.runs) {
    const inner = innermost(proposalsOn(run.marks), withinIn(record))[0];
    const option = inner?.option ?? value.option;
    const own = option !== null && position.options.has(option);
    if (option !== null && !own && !position.hosts.has(option)) {
      pieces.push(null);
      continue;
    }
    const struck = run.marks.some(
      (mark) => mark.type === "contested" && position.replaces.has(mark.attrs.bracket ?? ""),
    );
    differs ||= own || struck;
    const format = FORMATS.filter(
      (one) =>
        run.marks.some((mark) => mark.type === one) ||
        (own && (one === "underline" || one === "strong")) ||
        (struck && one === "strike"),
    );
    const role = option !== null && !own ? "note" : "words";
    pieces.push(piece(paperText(run.text), role, { format, colour: own ? colour : null }));
  }
  return { pieces: closeHoles(pieces), differs };
}

const SAID: Readonly<Record<Stance, string>> = {
  support: "Supports",
  oppose: "Opposes",
  retain: "Would retain",
  delete: "Would delete",
  reserve: "Reserves its position on",
  flexible: "Is flexible on",
};

/** What a party says, in a sentence a line, of the brackets that begin in a provision. */
export function saidBy(
  party: PartyCode,
  provision: string,
  index: BracketIndex,
  record: RecordValue,
): readonly string[] {
  const out: string[] = [];
  const say = (target: string, words: string, owner: string | null | undefined) => {
    const facts = Object.hasOwn(record.stances, target) ? record.stances[target]?.[party] : undefined;
    if (!facts) return;
    const whose = owner && owner !== party ? `${owner}: ` : "";
    const note = facts.note ? ` (${facts.note})` : "";
    out.push(paperText(`${SAID[facts.stance]} ${whose}${quoted(words)}${note}`));
  };
  for (const id of index.byProvision.get(provision) ?? []) {
    const view = index.brackets.get(id);
    if (!view || view.provisions[0] !== provision) continue;
    say(id, view.standing.map((span) => span.words).join(" "), null);
    for (const option of view.options) {
      const owner = Object.hasOwn(record.options, option.id) ? record.options[option.id]?.owner : null;
      say(option.id, option.spans.map((span) => span.words).join(" "), owner);
    }
  }
  return out;
}

const LONGEST_QUOTE = 90;

/** Words in quotation marks, the middle left out where they are long. */
export function quoted(words: string): string {
  const text = words.trim();
  if (text === "") return "the insertion";
  if (text.length <= LONGEST_QUOTE) return `“${text}”`;
  return `“${text.slice(0, 55).trimEnd()} … ${text.slice(-25).trimStart()}”`;
}
