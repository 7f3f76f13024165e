import type { ExportQuery, MomentRef, Person, TextInfo } from "@adref/protocol";
import type { FastifyInstance, FastifyReply } from "fastify";
import { RequestError } from "../errors.ts";
import { type PackedText, packText } from "../exports/packed-text.ts";
import { attachment, fileName, frameOf, type PaperSubject } from "../exports/paper-options.ts";
import { readPaperQuery } from "../exports/paper-rules.ts";
import { MOST_PAPERS, TooManyPapers } from "../exports/papers.ts";
import { subjectOf } from "../exports/subject.ts";
import type { Paper, PaperOrder } from "../exports/write-paper.ts";
import { type Failure, WorkFailed } from "../threads/workshop.ts";
import type { Services } from "./services.ts";
import { readerOf } from "./texts.ts";

/** A paper carries its styles with it and nothing else: it loads nothing, sends nothing, runs nothing and stands in no frame. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Downloads of a text, as it stands or as it was at any moment. */
export function exportRoutes(app: FastifyInstance, services: Services): void {
  app.get("/api/texts/:id/export", async (request, reply) => {
    const { person, text } = readerOf(request, services);
    const query = queryOf(request.query);
    const left = leaving(reply);
    const { paper, shown, other } = await services.papers
      .asked(person.id, () => madePaper(services, person, text, query, left))
      .catch((error: unknown) => {
        throw error instanceof TooManyPapers ? tooManyPapers() : error;
      });
    if (!paper.ok) {
      throw new RequestError(
        409,
        "open-brackets",
        "Brackets are still open. A clean draft of this text must say so on its face; ask for it with open=say.",
      );
    }
    const view = other ? `${query.view}-since-${other.moment}` : query.view;
    reply.header("content-type", paper.mediaType);
    const isPage = query.as === "page" && query.format === "html";
    const name = attachment(fileName(shown, view, paper.ending));
    reply.header("content-disposition", isPage ? name.replace(/^attachment/, "inline") : name);
    if (isPage) reply.header("content-security-policy", PAGE_POLICY);
    reply.header("cache-control", "private, no-store");
    return reply.send(Buffer.from(paper.bytes.buffer, paper.bytes.byteOffset, paper.bytes.byteLength));
  });
}

interface Made {
  readonly paper: Paper;
  readonly shown: Shown;
  readonly other: Shown | null;
}

async function madePaper(
  services: Services,
  person: Person,
  text: TextInfo,
  query: ExportQuery,
  left: AbortSignal,
): Promise<Made> {
  const shown = await shownAt(services, person, text, momentOf(query));
  const other = isOfTwo(query.view) && query.against ? await shownAt(services, person, text, query.against) : null;
  const order: PaperOrder<PackedText> = {
    text: shown.packed,
    against: other && { text: other.packed, name: other.moment },
    format: query.format,
    look: query,
    frame: frameOf(shown, query.marking),
    sayOpen: query.open === "say",
    names: person.names,
  };
  const paper = await services.papers.write(order, left).catch((error: unknown) => {
    throw error instanceof WorkFailed ? notWritten(error, services) : error;
  });
  return { paper, shown, other };
}

function tooManyPapers(): RequestError {
  return new RequestError(
    429,
    "too-many-requests",
    `You wait for ${MOST_PAPERS} papers already. Ask for more when one of them is there.`,
  );
}

const isOfTwo = (view: ExportQuery["view"]) => view === "tracked" || view === "table";

function momentOf({ at, revision }: ExportQuery): MomentRef {
  if (at) return at;
  return revision === undefined ? { kind: "now" } : { kind: "revision", number: revision };
}

function queryOf(given: unknown): ExportQuery {
  const read = readPaperQuery(given);
  if (read.ok) return read.query;
  throw new RequestError(400, "bad-export", read.sentence);
}

interface Shown extends PaperSubject {
  readonly packed: PackedText;
}

/** A text at a moment that a person may look at. Throws RequestError (403, 404). */
async function shownAt(services: Services, person: Person, text: TextInfo, ref: MomentRef): Promise<Shown> {
  const { directory, rooms, history } = services;
  if (ref.kind === "now") {
    const packed = await packText((await rooms.snapshot(text)).value);
    return { directory: directory(), text, revision: null, date: new Date(), moment: "draft", packed };
  }
  const { info, value } = await history.open(text, ref, person);
  return { ...subjectOf(directory(), text, info, new Date()), packed: await packText(value) };
}

/** Aborted when the client goes away before it has its answer. */
function leaving(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

const UNWRITTEN: Readonly<Record<Failure, string>> = {
  aborted: "The export was broken off.",
  "too-slow": "Writing this paper took too long. Try again, or ask for another format.",
  "too-much-memory": "Writing this paper takes more memory than the server has. Ask for another format.",
  failed: "This paper could not be written. Tell the operator; nothing was changed.",
};

function notWritten(error: WorkFailed, { log }: Services): RequestError {
  if (error.failure !== "aborted") log.error({ err: error }, "A paper could not be written");
  // 408 where the reader went away: nobody hears it, and it is no failure of the server.
  const status = { aborted: 408, failed: 500, "too-slow": 503, "too-much-memory": 503 }[error.failure];
  return new RequestError(status, "not-written", UNWRITTEN[error.failure]);
}
