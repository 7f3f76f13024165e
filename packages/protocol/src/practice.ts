import { ID_PATTERN, PARTY_CODE_PATTERN } from "@adref/schema";
import * as z from "zod";
import type { NegotiationView, TextView } from "./api.ts";
import type { Person } from "./roles.ts";

/** How the ids of practice rooms begin. No text of a negotiation has such an id while a room has it. */
export const PRACTICE = "practice-";

/** Whether a text of this id, or the layer over it, is a practice room. */
export const isPractice = (text: string): boolean => text.startsWith(PRACTICE);

/** The body of `POST /api/practice`: a private copy of a text, and the role that is to be played in it. */
export const practiceRequestSchema = z
  .strictObject({
    text: z.string().regex(ID_PATTERN),
    role: z.enum(["delegation", "chair", "secretariat"]),
    party: z.string().regex(PARTY_CODE_PATTERN).nullable(),
  })
  .refine(({ role, party }) => (role === "delegation") === (party !== null), { path: ["party"] });
export type PracticeRequest = z.infer<typeof practiceRequestSchema>;

/** What a room can be asked to do, as a lesson needs it: the line of the player breaks, and the chair decides meanwhile. */
export const practiceCueSchema = z.strictObject({ cue: z.literal("cut-line") });

/** A practice room, as its player alone may see it. Times are ISO 8601. */
export interface PracticeView {
  readonly id: string;
  /** The text that it is a copy of. */
  readonly of: string;
  /** Who the player is in the room. */
  readonly me: Person;
  readonly text: TextView;
  readonly negotiation: NegotiationView;
  readonly began: string;
  /** When it is forgotten, if nobody uses it until then. */
  readonly until: string;
  /** How often the player wrote words that were taken. */
  readonly words: number;
  /** Papers that were made of it. */
  readonly papers: number;
  readonly lineCut: boolean;
}
