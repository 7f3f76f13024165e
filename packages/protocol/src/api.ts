import type { Directory, TextInfo } from "./directory.ts";
import type { Person } from "./roles.ts";

/**
 * The JSON API. Every answer below is the body of a 200; a refusal is an ApiError with its HTTP status.
 *
 *   POST /api/signin {token}               -> Session, and sets the cookie `adref_session`
 *   POST /api/signout                      -> {}
 *   GET  /api/session                      -> Session (401 when signed out)
 *   GET  /api/negotiation                  -> NegotiationView
 *   GET  /api/texts/:id                    -> TextView
 *   POST /api/negotiation/acts NegotiationRequest -> NegotiationAnswer (409 when refused); the Secretariat
 *   GET  /api/negotiation/history          -> NegotiationPast[], the newest first; who may see names
 *   POST /api/people/:id/link              -> Invitation; ends the person's older links; the Secretariat
 *   POST /api/people/links {people}        -> Invitation[]; the same for several
 *   POST /api/texts/:id/acts ActRequest    -> ActAnswer (409 when refused)
 *   GET  /api/texts/:id/revisions          -> Revision[]
 *   GET  /api/seen                         -> SeenMarks, of the person who asks
 *   POST /api/texts/:id/seen {seq?}        -> SeenMark; without `seq` up to the last entry
 *   GET  /api/texts/:id/timeline?before=seq -> Timeline
 *   GET  /api/texts/:id/moments/:ref       -> MomentView; `ref` is a MomentRef in its spelling (moment-ref.ts)
 *   GET  /api/texts/:id/compare?from=ref&to=ref -> CompareView
 *   GET  /api/texts/:id/provenance?provision=id&from=n&to=n&at=ref
 *                                          -> ProvenanceView; without from and to, of all of its words
 *   GET  /api/texts/:id/minutes?session=id -> MinutesView
 *   GET  /api/texts/:id/export?…           -> the file (exports.ts); 409 "open-brackets" for clean unless open=say
 *
 * Practice rooms (practice.ts), each for its player alone; the paths of texts above serve them under their ids:
 *   POST   /api/practice PracticeRequest   -> PracticeView
 *   GET    /api/practice/:id               -> PracticeView
 *   POST   /api/practice/:id/cues {cue}    -> PracticeView
 *   DELETE /api/practice/:id               -> {}
 *
 * For the Secretariat, files that come in (imports.ts):
 *   POST   /api/imports?name=… the bytes   -> ImportView, still being read or not
 *   GET    /api/imports                    -> ImportView[], without results
 *   GET    /api/imports/:id                -> ImportView
 *   PUT    /api/imports/:id/settings ImportSettings -> ImportView
 *   GET    /api/imports/:id/text           -> ImportedText
 *   POST   /api/imports/:id/accept AcceptImport -> TextSummary; the same again gives the same text
 *   DELETE /api/imports/:id                -> {}
 */
export interface Session {
  readonly person: Person;
  /** ISO 8601. */
  readonly expires: string;
}

/** The negotiation as its page shows it. People's names are those the reader may see. */
export interface NegotiationView {
  readonly id: string;
  readonly name: string;
  /** Who issues its papers. */
  readonly secretariat?: string;
  readonly parties: Directory["parties"];
  readonly bodies: Directory["bodies"];
  readonly groups: NonNullable<Directory["groups"]>;
  readonly people: readonly Person[];
  readonly texts: readonly TextSummary[];
}

export interface TextSummary extends TextInfo {
  readonly provisions: number;
  readonly openBrackets: number;
  readonly agreed: number;
  readonly revision: Revision | null;
  /** The ledger's last sequence number and its time (ISO 8601). */
  readonly seq: number;
  readonly at: string;
}

export interface TextView extends TextSummary {
  readonly revisions: readonly Revision[];
}

/** An immutable, numbered issue of a text. `number` 0 is the zero draft. Hashes are lower-case hex SHA-256. */
export interface Revision {
  readonly number: number;
  readonly symbol: string;
  readonly title: string;
  readonly at: string;
  readonly by: string;
  /** The ledger entry it ends at. */
  readonly seq: number;
  /**
   * Null for a reader from whom names are withheld: an entry's hash is made of its author too, and who knows the rest of it can
   * try every party.
   */
  readonly entryHash: string | null;
  readonly wordsHash: string;
}

/** Up to which entry of a text's ledger a person has seen it, and when that entry was made (ISO 8601). It only moves on. */
export interface SeenMark {
  readonly seq: number;
  readonly at: string;
}

/** A person's marks, by the text's id; a text that the person never left has none. */
export type SeenMarks = Readonly<Record<string, SeenMark>>;

export interface ApiError {
  readonly error: { readonly id: string; readonly sentence: string };
}
