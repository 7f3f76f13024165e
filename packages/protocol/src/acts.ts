import { ID_PATTERN, STANCES } from "@adref/schema";
import * as z from "zod";
import type { Restored } from "./restored.ts";
import { shownLine } from "./shown-line.ts";

const id = z.string().regex(ID_PATTERN);
/** Half a character (a lone surrogate) would be another one after each journey over the wire or into a database. */
const sentence = z.string().refine((value) => value.isWellFormed(), "Half a character");
const reason = sentence.trim().max(2_000);
const provisions = z.array(id).min(1).max(2_000);
/** The number of an entry of the ledger. */
const entry = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const momentName = shownLine(200);

/**
 * What is done on the record that is not typing. One list for client and server: the server parses with it, the client's
 * types come from it. Who may do which stands in rights.ts.
 */
export const actSchema = z.discriminatedUnion("type", [
  /** What one's party says of an option, or of a bracket (its standing words); `null` takes it back. */
  z.strictObject({
    type: z.literal("stance"),
    target: id,
    stance: z.enum(STANCES).nullable(),
    note: sentence.trim().max(1_000).optional(),
  }),
  /** An option becomes the standing words; STANDING (of the schema) keeps those that stand. */
  z.strictObject({ type: z.literal("adopt"), bracket: id, option: id, reason: reason.optional() }),
  /** New words replace all options. */
  z.strictObject({
    type: z.literal("merge"),
    bracket: id,
    words: sentence.min(1).max(20_000),
    reason: reason.optional(),
  }),
  /** The brackets go, the words stay: for a bracket with one option. */
  z.strictObject({ type: z.literal("lift"), bracket: id, reason: reason.optional() }),
  /** The bracket goes with all its words. */
  z.strictObject({ type: z.literal("delete"), bracket: id, reason: reason.optional() }),
  z.strictObject({ type: z.literal("park"), bracket: id, parked: z.boolean() }),
  z.strictObject({
    type: z.literal("status"),
    provisions,
    status: z.enum(["agreed-group", "agreed-adref", "adopted"]),
  }),
  z.strictObject({ type: z.literal("reopen"), provisions, reason: reason.min(1) }),
  /** Issues the next revision: an immutable, numbered copy of the text. */
  z.strictObject({ type: z.literal("issue"), title: z.union([shownLine(200), z.literal("")]).optional() }),
  /** Names the moment after entry `seq`. `moment` is an id that no moment of this text had before. */
  z.strictObject({ type: z.literal("name-moment"), moment: id, seq: entry, name: momentName }),
  z.strictObject({ type: z.literal("rename-moment"), moment: id, name: momentName }),
  /** Takes the name away; the moment stays in the ledger like every other. */
  z.strictObject({ type: z.literal("unname-moment"), moment: id }),
  /**
   * Brings provisions (all, when none are named) back to the words and brackets that they had after entry `seq`. A new
   * entry: nothing that came between is taken out of the ledger, and restoring a later moment undoes it.
   */
  z.strictObject({
    type: z.literal("restore"),
    seq: entry,
    provisions: provisions.optional(),
    reason: reason.min(1),
  }),
]);

export type Act = z.infer<typeof actSchema>;
export type ActType = Act["type"];

/** Keys that differ here differ in every store: no signs that a database would take for one another. */
const key = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/);

/** The body of `POST /api/texts/<id>/acts`. The same key again gives the first answer and does nothing. */
export const actRequestSchema = z.strictObject({ key, act: actSchema });
export type ActRequest = z.infer<typeof actRequestSchema>;

/** The answer: accepted with the ledger's sequence number, or refused with a sentence for the person. */
export type ActAnswer =
  | {
      readonly accepted: true;
      readonly seq: number;
      /** With `issue`: the number of the revision. */
      readonly revision?: number;
      /** With `restore`: what was put back. */
      readonly restored?: Restored;
    }
  | {
      readonly accepted: false;
      readonly refusal: { readonly id: string; readonly sentence: string; readonly provision?: string };
    };
