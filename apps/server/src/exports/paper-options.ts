import type { Against, WordOptions } from "@adref/exchange";
import type { Directory, ExportQuery, Revision, TextInfo } from "@adref/protocol";

/** A text at a moment, as papers name it. */
export interface PaperSubject {
  readonly directory: Directory;
  readonly text: TextInfo;
  /** The revision that it is, if it is one. */
  readonly revision: Revision | null;
  /** The time as of which it stands so. */
  readonly date: Date;
  /** What papers and names of files call the moment, such as "draft", "Rev.2" or "entry 140". */
  readonly moment: string;
}

/** What a query says of the look of a paper. */
export type PaperLook = Omit<ExportQuery, "format" | "revision" | "at" | "against" | "open" | "as">;

/** What stands on a paper that is not its text's words; plain JSON. */
export interface PaperFrame extends Pick<WordOptions, "parties" | "cover"> {
  /** As of when the text stands so, ISO 8601. */
  readonly at: string;
  /** What a file says of its text to those who read it again. */
  readonly header: Readonly<Record<string, string>>;
}

/** The frame of a paper of the negotiation. */
export function frameOf({ directory, text, revision, date }: PaperSubject, marking: string | undefined): PaperFrame {
  const body = directory.bodies.find(({ id }) => id === text.body)?.name;
  return {
    parties: directory.parties,
    at: (revision ? new Date(revision.at) : date).toISOString(),
    header: { adref: "1", body: text.body },
    cover: {
      ...(directory.secretariat !== undefined && { secretariat: directory.secretariat }),
      ...(directory.language !== undefined && { language: directory.language }),
      symbol: revision?.symbol ?? text.symbol,
      title: text.title,
      subtitle: directory.name,
      ...(body !== undefined && { body }),
      date: dayOf(revision ? new Date(revision.at) : date),
      ...(revision && { revision: revisionName(revision.number) }),
      ...(marking && { distribution: marking }),
    },
  };
}

/** How a paper is written. Throws RangeError for a tracked one without the text that it is tracked against. */
export function wordOptions(look: PaperLook, against: Against | null, { parties, cover, at }: PaperFrame): WordOptions {
  const common = {
    attributions: look.attributions === "on",
    colours: look.colours === "on",
    lineNumbers: look.lines === "on" ? ("page" as const) : ("none" as const),
    parties,
    cover,
  };
  switch (look.view) {
    case "tracked":
      if (!against) throw new RangeError("A tracked paper needs the text against which it is tracked");
      return { ...common, view: "tracked", against, words: look.words, at };
    case "table": {
      const columns = look.columns ?? (against ? "texts" : "parties");
      return { ...common, view: "table", columns, rows: look.rows, words: look.words, ...(against && { against }) };
    }
    default:
      return { ...common, view: look.view, numbers: look.numbering, statuses: look.statuses === "on" };
  }
}

/** "Zero draft" or "Rev.2". */
export function revisionName(number: number): string {
  return number === 0 ? "Zero draft" : `Rev.${number}`;
}

/** A name for the file: letters, digits, points and hyphens only, so that no system objects. */
export function fileName({ text, moment }: PaperSubject, view: string, ending: string): string {
  const stem = [text.symbol, moment, view].join("-").replace(/[^\p{L}\p{M}\p{N}.]+/gu, "-");
  return `${stem
    .replace(/^[-.]+/, "")
    .slice(0, 150)
    .toWellFormed()}${ending}`;
}

/** The header that makes a browser save an answer under a name; names in other letters are given a second time, encoded. */
export function attachment(name: string): string {
  const plain = name.normalize("NFKD").replace(/[^A-Za-z0-9.-]+/g, "-");
  const full = plain === name ? "" : `; filename*=UTF-8''${encodeURIComponent(name)}`;
  return `attachment; filename="${plain}"${full}`;
}

/** A day as it stands on a cover. */
export function dayOf(date: Date): string {
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
