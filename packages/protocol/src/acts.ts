import { ID_PATTERN, type PartyCode, STANCES } from "@adref/schema";
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
const party = z.string().regex(/^[A-Z][A-Z0-9-]{1,11}$/) as z.ZodType<PartyCode>;
const agreedStatus = z.enum(["agreed-group", "agreed-adref", "adopted"]);
/** A Yjs relative position, as base64 of its binary form. */
const place = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .max(200);
const said = sentence.trim().min(1).max(4_000);
const mentions = z.array(z.string().min(1).max(80)).max(50);

/**
 * What is done on the record that is not typing. One list for client and server: the server parses with it, the client's
 * types come from it. Who may do which stands in rights.ts.
 */
export const actSchema = z.discriminatedUnion("type", [
  /** What one's party says of an option, of a bracket (its standing words) or of a provision; `null` takes it back. */
  z.strictObject({
    type: z.literal("stance"),
    target: id,
    stance: z.enum(STANCES).nullable(),
    note: sentence.trim().max(1_000).optional(),
    /** The group for which one's party speaks. */
    group: id.optional(),
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
    status: agreedStatus,
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
  /** What one's party adds to its own option or bracket; `null` takes it away, and what is left out stays. */
  z.strictObject({
    type: z.literal("explain"),
    target: id,
    reason: reason.min(1).nullable().optional(),
    group: id.nullable().optional(),
    /** The provision that the option is to replace, where it proposes a move. */
    moves: id.nullable().optional(),
  }),
  /** The owner invites other parties to propose an option together; those left out are not invited any more. */
  z.strictObject({ type: z.literal("invite"), option: id, parties: z.array(party).max(40) }),
  /** An invited party joins an option, or leaves it. */
  z.strictObject({ type: z.literal("join"), option: id, joined: z.boolean() }),
  /** A party confirms options and brackets that were taken down for it. */
  z.strictObject({ type: z.literal("confirm"), targets: z.array(id).min(1).max(200) }),
  /** Says something beside the words. `comment` is an id that no comment of this text had before. */
  z.strictObject({
    type: z.literal("comment"),
    comment: id,
    provision: id,
    quoted: sentence.max(2_000),
    anchor: z.strictObject({ from: place, to: place }).optional(),
    text: said,
    answers: id.nullable(),
    mentions: mentions.optional(),
  }),
  z.strictObject({ type: z.literal("edit-comment"), comment: id, text: said, mentions: mentions.optional() }),
  z.strictObject({ type: z.literal("settle-comment"), comment: id, done: z.boolean() }),
  z.strictObject({ type: z.literal("withdraw-comment"), comment: id }),
  z.strictObject({
    type: z.literal("park-provision"),
    provisions,
    parked: z.boolean(),
    reason: reason.optional(),
  }),
  /** Takes back an act of the chair on brackets or statuses, the entry `seq`, where nothing was done there since. */
  z.strictObject({ type: z.literal("undo"), seq: entry, reason: reason.optional() }),
  z.strictObject({
    type: z.literal("open-session"),
    session: id,
    title: shownLine(200),
    agenda: z.array(id).max(2_000),
  }),
  z.strictObject({ type: z.literal("set-agenda"), session: id, agenda: z.array(id).max(2_000) }),
  z.strictObject({ type: z.literal("close-session"), session: id }),
  z.strictObject({ type: z.literal("freeze"), frozen: z.boolean(), reason: reason.optional() }),
  z.strictObject({
    type: z.literal("open-silence"),
    silence: id,
    provisions,
    status: agreedStatus,
    until: z.iso.datetime(),
    reason: reason.optional(),
  }),
  z.strictObject({ type: z.literal("break-silence"), silence: id, reason: reason.min(1) }),
  /** Withdraws a running silence procedure; after its time it ends by itself. */
  z.strictObject({ type: z.literal("end-silence"), silence: id }),
  /** In a party's layer only: puts private proposals before the others. */
  z.strictObject({ type: z.literal("table"), options: z.array(id).min(1).max(2_000) }),
  /** In a party's layer only: takes private proposals away, also those whose words lost their place. */
  z.strictObject({ type: z.literal("discard"), options: z.array(id).min(1).max(2_000) }),
]);

export type Act = z.infer<typeof actSchema>;
export type ActType = Act["type"];

/** Keys that differ here differ in every store: no signs that a database would take for one another. */
const key = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/);

/** The body of `POST /api/texts/<id>/acts`. The same key again gives the first answer and does nothing. */
export const actRequestSchema = z.strictObject({ key, act: actSchema });
export type ActRequest = z.infer<typeof actRequestSchema>;

/** A private proposal that could not be tabled. */
export interface Stayed {
  readonly option: string;
  readonly refusal: { readonly id: string; readonly sentence: string; readonly provision?: string };
}

/** The answer: accepted with the ledger's sequence number, or refused with a sentence for the person. */
export type ActAnswer =
  | {
      readonly accepted: true;
      readonly seq: number;
      /** With `issue`: the number of the revision. */
      readonly revision?: number;
      /** With `restore`: what was put back. */
      readonly restored?: Restored;
      /** With `table`: the options, and brackets round words of others, that are before everybody now. */
      readonly tabled?: readonly string[];
      /** With `table`: what stayed in the layer, and why. */
      readonly stayed?: readonly Stayed[];
    }
  | {
      readonly accepted: false;
      readonly refusal: { readonly id: string; readonly sentence: string; readonly provision?: string };
    };
