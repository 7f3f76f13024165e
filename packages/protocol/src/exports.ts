import * as z from "zod";
import { type MomentRef, parseMomentRef } from "./moment-ref.ts";

/** The formats that a text is written in and read from. */
export const FILE_FORMATS = ["docx", "html", "txt", "json", "akn"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/**
 * What a paper shows: every bracket; the standing words only; what changed since another moment; or a table of who wants what.
 */
export const PAPER_VIEWS = ["bracketed", "clean", "tracked", "table"] as const;
export type PaperView = (typeof PAPER_VIEWS)[number];

export const TABLE_COLUMNS = ["parties", "options", "texts"] as const;

const onOff = (usual: "on" | "off") => z.enum(["on", "off"]).default(usual);

const moment = z.string().transform((words, context): MomentRef => {
  const ref = parseMomentRef(words);
  if (ref) return ref;
  context.addIssue({ code: "custom", message: "must name a moment, such as now, rev:2, seq:140 or party:KAZ@rev:2" });
  return z.NEVER;
});

/**
 * The query of `GET /api/texts/:id/export`; the command line has the same options. `revision=2` is `at=rev:2`. `open=say`
 * asks for a clean paper although brackets are open: it then says so on its face.
 */
export const exportQuerySchema = z.object({
  format: z.enum(FILE_FORMATS).default("docx"),
  view: z.enum(PAPER_VIEWS).default("bracketed"),
  revision: z.coerce.number().int().min(0).optional(),
  /** Which moment is written; the text as it stands unless told. */
  at: moment.optional(),
  /** With `tracked`: from which moment on changes are shown. With `table`: which moment stands beside. */
  against: moment.optional(),
  /** Of two texts: whether both stand with their brackets or clean. */
  words: z.enum(["bracketed", "clean"]).default("bracketed"),
  /**
   * Of a table: a column for each party, for each option, or for each of two texts. Usual are two texts where there is an
   * `against`, else parties.
   */
  columns: z.enum(TABLE_COLUMNS).optional(),
  /** Of a table: whether provisions stand in it about which there is nothing to compare. */
  rows: z.enum(["all", "open"]).default("all"),
  /** Whether a provision's status stands after it. */
  statuses: onOff("on"),
  /** Whether the paper says whose the brackets are. */
  attributions: onOff("on"),
  /** Whether each party's words have its colour. */
  colours: onOff("off"),
  /** Numbers as typed characters, or as lists that a word processor counts. */
  numbering: z.enum(["real", "typed"]).default("typed"),
  /** Whether lines are numbered. */
  lines: onOff("off"),
  /** What stands at the head of every page, such as RESTRICTED. */
  marking: z.string().trim().max(80).optional(),
  open: z.literal("say").optional(),
  /** `page`: an HTML paper comes as a page that the browser shows and prints, not as a file to be saved. */
  as: z.literal("page").optional(),
});

export type ExportQuery = z.infer<typeof exportQuerySchema>;
/** An export as it is asked for, before anything is parsed. */
export type ExportAsked = z.input<typeof exportQuerySchema>;

/** The address at which a text is downloaded; what is as usual is left out of it. */
export function exportPath(text: string, asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined && value !== "") query.set(name, value);
  return `/api/texts/${encodeURIComponent(text)}/export?${query}`;
}
