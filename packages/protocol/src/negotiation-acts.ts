import { ID_PATTERN, PARTY_CODE_PATTERN, type Party } from "@adref/schema";
import * as z from "zod";
import type { Body, Directory, Group, TextInfo } from "./directory.ts";
import { type Person, ROLES } from "./roles.ts";
import { shownLine } from "./shown-line.ts";

const id = z.string().regex(ID_PATTERN);
const code = z.string().regex(PARTY_CODE_PATTERN);
const line = shownLine(300);
const MOST = 1_000;

const party: z.ZodType<Party> = z.strictObject({
  code,
  names: z.strictObject({ en: line, ru: line, zh: line.exactOptional(), ur: line.exactOptional() }),
  wto: z.enum(["member", "acceding", "none"]),
});
const body: z.ZodType<Body> = z.strictObject({ id, name: line });
const group: z.ZodType<Group> = z.strictObject({
  id,
  name: line,
  speaker: code,
  members: z.array(code).min(1).max(60),
});
const person: z.ZodType<Person> = z.strictObject({
  id,
  name: line,
  role: z.enum(ROLES),
  party: code.nullable(),
  bodies: z.array(id).max(100),
  names: z.boolean(),
});

/**
 * What the Secretariat does to the negotiation itself: its name, parties, bodies, groups, people, and the titles of its texts. Each
 * is an entry of the negotiation's own ledger, and the directory is what they come to. One list for client and server.
 */
export const negotiationActSchema = z.discriminatedUnion("type", [
  /** Members left out stay as they are. */
  z.strictObject({
    type: z.literal("name-negotiation"),
    name: line,
    secretariat: line.exactOptional(),
    language: line.exactOptional(),
  }),
  z.strictObject({ type: z.literal("add-parties"), parties: z.array(party).min(1).max(60) }),
  /** The code says which party; it never changes. */
  z.strictObject({ type: z.literal("change-party"), party }),
  /** A party that nobody belongs to and that no text names. */
  z.strictObject({ type: z.literal("remove-party"), party: code }),
  z.strictObject({ type: z.literal("add-bodies"), bodies: z.array(body).min(1).max(100) }),
  z.strictObject({ type: z.literal("change-body"), body }),
  z.strictObject({ type: z.literal("remove-body"), body: id }),
  /** Adds a group, or changes the one of this id. */
  z.strictObject({ type: z.literal("set-group"), group }),
  z.strictObject({ type: z.literal("remove-group"), group: id }),
  /** People whose ids nobody had before. */
  z.strictObject({ type: z.literal("add-people"), people: z.array(person).min(1).max(MOST) }),
  /** The id says who; it never changes. */
  z.strictObject({ type: z.literal("change-person"), person }),
  /** The person may not sign in any more; all that the person did stays on the record under the name. */
  z.strictObject({ type: z.literal("end-person"), person: id, reason: shownLine(2_000).exactOptional() }),
  /** An ended person may be invited again. */
  z.strictObject({ type: z.literal("readmit-person"), person: id }),
  z.strictObject({ type: z.literal("rename-text"), text: id, title: line, symbol: shownLine(80) }),
]);

export type NegotiationAct = z.infer<typeof negotiationActSchema>;

/** What the ledger of the negotiation holds besides: these the server writes, where it does what they say. */
export type NegotiationEvent =
  | NegotiationAct
  /** The first entry: the negotiation as it began. */
  | { readonly type: "found"; readonly directory: Directory }
  | { readonly type: "add-text"; readonly text: TextInfo }
  /** Fresh sign-in links were made; `expires` is ISO 8601. */
  | { readonly type: "invite"; readonly people: readonly string[]; readonly expires: string };

const key = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/);

/** The body of `POST /api/negotiation/acts`. The same key again gives the first answer and does nothing. */
export const negotiationRequestSchema = z.strictObject({ key, act: negotiationActSchema });
export type NegotiationRequest = z.infer<typeof negotiationRequestSchema>;

/** Why an act on the negotiation is refused, with the sentence that the person reads; clients translate the ids. */
export const NEGOTIATION_REFUSALS = {
  "not-secretariat": "Only the Secretariat changes the negotiation's parties, bodies and people.",
  "party-taken": "A party with this code is there already.",
  "no-such-party": "No party of the negotiation has this code.",
  "party-in-use": "People, a group or words in a text belong to this party; it stays.",
  "body-taken": "A body with this id is there already.",
  "no-such-body": "The negotiation has no such body.",
  "body-in-use": "People or texts belong to this body; it stays.",
  "no-such-group": "The negotiation has no such group.",
  "bad-group": "The speaker of a group is one of its members, and all of them are parties.",
  "person-taken": "Somebody has this id already, also of those whose time has ended.",
  "no-such-person": "The negotiation has no such person.",
  "needs-party": "A delegate needs a party, and nobody else may have one.",
  "needs-body": "A chair needs the body over which the chair presides.",
  "already-ended": "This person's time has ended already.",
  "not-ended": "This person may sign in as it is.",
  "last-secretary": "This is the last person of the Secretariat. Add another one first.",
  "no-such-text": "The negotiation has no such text.",
  "symbol-taken": "Another text has this symbol.",
  "no-change": "This is so already; nothing was changed.",
  "key-used": "This key was used for another act.",
} as const;
export type NegotiationRefusal = keyof typeof NEGOTIATION_REFUSALS;

/** The answer: accepted with the number of the entry, or refused (409). `at` says which of several, from 0. */
export type NegotiationAnswer =
  | { readonly accepted: true; readonly seq: number }
  | {
      readonly accepted: false;
      readonly refusal: { readonly id: NegotiationRefusal; readonly sentence: string; readonly at?: number };
    };

/** One line of the negotiation's history, for those who may see names. The directory at its founding is left out. */
export interface NegotiationPast {
  readonly seq: number;
  readonly at: string;
  /** The id of the person who did it. */
  readonly by: string;
  readonly event: Exclude<NegotiationEvent, { type: "found" }> | { readonly type: "found" };
  /** With `change-person`, `end-person` and `readmit-person`: the person before. */
  readonly before?: Person;
}

/** A fresh sign-in link, shown once. `expires` is ISO 8601. */
export interface Invitation {
  readonly person: string;
  readonly link: string;
  readonly expires: string;
}

/** The body of `POST /api/people/links`: whom to invite; everybody who may sign in but has no session, where it is left out. */
export const invitationsRequestSchema = z.strictObject({ people: z.array(id).min(1).max(MOST) });
