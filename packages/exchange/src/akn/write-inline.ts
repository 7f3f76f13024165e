import type { Sign } from "@adref/brackets";
import type { MarkValue, RecordValue, Stance } from "@adref/schema";
import { openingCodes, partiesWith, VERBS } from "../attribution.ts";
import type { SheetBlock } from "../marked/sheet.ts";
import { FORMAT_ELEMENTS } from "./vocabulary.ts";
import type { PartyIds } from "./write-meta.ts";
import { attributesXml, element, factXml, wordsXml } from "./xml.ts";

/** What the writing of words needs to know of the document round them. */
export interface InlineContext {
  readonly record: RecordValue;
  readonly attributions: boolean;
  readonly parties: PartyIds;
  /** The eId of the first standing words of a bracket; the first time it is asked with `first`, it is given out. */
  standingId(bracket: string): string | null;
  firstStanding(bracket: string): string | null;
  /** A footnote where it is attached for the first time, a reference to it later; "" where it stands elsewhere. */
  note(footnote: string): string;
}

/** The words of a provision with everything that is marked on them, and the signs that paper shows. */
export function contentXml(content: SheetBlock["content"], context: InlineContext): string {
  let xml = "";
  for (const part of content) {
    if (part.type === "text") xml += wordsXml(part.text);
    else if (part.type === "sign") xml += signXml(part.sign, context);
    else if (part.type === "note") xml += context.note(part.footnote);
    else xml += part.type === "open" ? openTag(part.mark, context) : closeTag(part.mark);
  }
  return xml;
}

function openTag({ type, attrs }: MarkValue, context: InlineContext): string {
  const format = FORMAT_ELEMENTS[type];
  if (format) return `<${format.name}${attributesXml({ class: format.class })}>`;
  const bracket = attrs.bracket ?? "";
  switch (type) {
    case "contested": {
      const eId = context.firstStanding(bracket);
      return `<inline${attributesXml({ name: "contested", eId, "adref:bracket": bracket })}>`;
    }
    case "proposed": {
      const standing = context.standingId(bracket);
      const owner = context.record.options[attrs.option ?? ""]?.owner;
      const party = owner && context.attributions ? context.parties.get(owner) : undefined;
      return `<inline${attributesXml({
        name: "proposed",
        alternativeTo: standing === null ? null : `#${standing}`,
        refersTo: party === undefined ? null : `#${party}`,
        "adref:bracket": bracket,
        "adref:option": attrs.option,
        "adref:within": attrs.within,
      })}>`;
    }
    case "note":
      return `<inline${attributesXml({ name: "note", "adref:note": attrs.note })}>`;
    default:
      return `<inline${attributesXml({ name: "footnoteAnchor", "adref:footnote": attrs.footnote })}>`;
  }
}

const closeTag = ({ type }: MarkValue) => `</${FORMAT_ELEMENTS[type]?.name ?? "inline"}>`;

/** What an opinion is, by the stance; those that neither agree nor disagree are neutral. */
const OPINIONS: Readonly<Record<Stance, string>> = {
  support: "agreeing",
  oppose: "dissenting",
  retain: "agreeing",
  delete: "dissenting",
  reserve: "null",
  flexible: "null",
};

/**
 * A bracket's sign as paper shows it, in an element of its own: a reader that knows nothing of our facts still sees that the
 * words are not agreed, and who says what of them.
 */
export function signXml(sign: Sign, { record, attributions, parties }: InlineContext): string {
  const named = attributions && sign.kind === "bracket";
  if (sign.side === "open") {
    return element("inline", { name: "sign" }, factXml(`[${named ? openingCodes(record, sign.option) : ""}`));
  }
  const target = sign.option ?? sign.bracket;
  const owned = sign.option !== null && Boolean(record.options[sign.option]?.owner);
  const said = VERBS.filter((verb) => named && !(owned && verb === "support")).flatMap((verb) => {
    const opinions = partiesWith(record, target, verb).map((party) =>
      element("opinion", { type: OPINIONS[verb], by: `#${parties.get(party) ?? "adref"}` }, factXml(party)),
    );
    return opinions.length === 0 ? [] : [`${opinions.join(", ")} ${verb}`];
  });
  return element("inline", { name: "sign" }, `${said.length === 0 ? "" : ` — ${said.join("; ")}`}]`);
}
