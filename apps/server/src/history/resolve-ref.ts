import {
  type Directory,
  type MomentInfo,
  type MomentRef,
  momentRefText,
  type Person,
  type Revision,
  type TextInfo,
} from "@adref/protocol";
import { RequestError } from "../errors.ts";
import { type Naming, shownMoment } from "../rooms/moments.ts";
import { shownRevision } from "../rooms/shown-revision.ts";
import type { Source } from "./orders.ts";
import type { Uploads } from "./uploads.ts";

/** What is told of an entry of the ledger. */
export interface Stamp {
  readonly at: string;
  readonly hash: string;
}

/** What a reference is looked up in. */
export interface Shelf {
  readonly head: () => Promise<number>;
  /** When an entry was made, and its hash; null where the ledger does not reach to it. */
  readonly stamp: (seq: number) => Promise<Stamp | null>;
  readonly directory: Directory;
  readonly text: TextInfo;
  readonly reader: Person;
  readonly uploads: Uploads;
  /** The text's revisions and named moments, read when a reference asks for them. */
  readonly revisions: () => Promise<readonly Revision[]>;
  readonly moments: () => Promise<readonly Naming[]>;
}

/** A reference found: where to read the text, and what to say of it once its words are hashed. */
export interface Found {
  readonly source: Source;
  readonly info: Omit<MomentInfo, "wordsHash">;
}

/**
 * Finds what a reference names. Throws RequestError: 404 where there is no such revision, entry, moment, party or file, 403
 * where the reader may not look at it so.
 */
export async function resolveRef(ref: MomentRef, shelf: Shelf): Promise<Found> {
  const plain = ref.kind === "party" ? ref.at : ref;
  const party = ref.kind === "party" ? ref.party : null;
  if (party !== null) checkParty(party, shelf);
  const base = { ref: momentRefText(ref), party };
  if (plain.kind === "file") {
    const { name, text: json } = await openFile(plain.file, shelf);
    const source: Source = { kind: "file", file: plain.file, json, party };
    const nowhere = { seq: null, at: null, entryHash: null, revision: null, moment: null };
    return { source, info: { ...base, ...nowhere, file: name } };
  }
  const { text, directory, reader } = shelf;
  const seq = await seqOf(plain, shelf);
  const entry = seq > 0 ? await shelf.stamp(seq) : null;
  if (!entry) throw missing("no-such-entry", "The history of this text does not reach to this entry.");
  const [revisions, moments] = await Promise.all([shelf.revisions(), shelf.moments()]);
  const named =
    moments.find((one) => plain.kind === "moment" && one.id === plain.moment) ?? moments.find((one) => one.seq === seq);
  return {
    source: { kind: "entry", text, seq, party },
    info: {
      ...base,
      seq,
      at: entry.at,
      entryHash: reader.names ? entry.hash : null,
      revision: shownRevision(revisions.find((one) => one.seq === seq) ?? null, reader),
      moment: named ? shownMoment(named, directory, reader) : null,
      file: null,
    },
  };
}

async function seqOf(ref: Exclude<MomentRef, { kind: "party" | "file" }>, shelf: Shelf): Promise<number> {
  switch (ref.kind) {
    case "now":
      return shelf.head();
    case "entry":
      return ref.seq;
    case "revision": {
      const revision = (await shelf.revisions()).find(({ number }) => number === ref.number);
      if (revision) return revision.seq;
      throw missing("no-such-revision", `Revision ${ref.number} of this text has not been issued.`);
    }
    case "moment": {
      const moment = (await shelf.moments()).find(({ id }) => id === ref.moment);
      if (moment) return moment.seq;
      throw missing("no-such-moment", "No moment of this text has this name any more. Look at its history.");
    }
  }
}

/** What is whose is exactly what is withheld: the view of a party would tell it. */
function checkParty(party: string, { reader, directory }: Shelf): void {
  if (!reader.names) {
    throw new RequestError(
      403,
      "names-withheld",
      "The names of parties are withheld from you, so no party's view is open.",
    );
  }
  if (!directory.parties.some(({ code }) => code === party)) {
    throw missing("no-such-party", `No party of this negotiation has the code ${party}.`);
  }
}

/** Files that are not texts yet are between the Secretariat and the server. */
async function openFile(file: string, { reader, uploads }: Shelf) {
  if (reader.role !== "secretariat") {
    throw new RequestError(403, "not-yours", "Files that were brought in are open to the Secretariat only.");
  }
  const found = await uploads.open(file, reader);
  if (found) return found;
  throw missing("no-such-file", "This file is not here any more, or was not read. Bring it in again.");
}

const missing = (id: string, sentence: string) => new RequestError(404, id, sentence);
