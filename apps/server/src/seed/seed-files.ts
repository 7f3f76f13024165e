import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Directory, ROLES } from "@adref/protocol";
import { ID_PATTERN, PARTY_CODE_PATTERN } from "@adref/schema";
import * as z from "zod";

/** A negotiation as a folder holds it: the directory, and the file of each text and its source in the notation. */
export interface SeedFiles {
  readonly directory: Directory;
  readonly texts: readonly { readonly id: string; readonly file: string; readonly source: string }[];
}

/** A seed folder that cannot be read. `file` is the file's path, `at` the place in it such as `people.3.party`. */
export class SeedFileError extends Error {
  override readonly name = "SeedFileError";
  readonly file: string;
  readonly at: string;

  constructor(file: string, at: string, what: string) {
    super(`${file}${at === "" ? "" : ` at ${at}`}: ${what}`);
    this.file = file;
    this.at = at;
  }
}

const id = z.string().regex(ID_PATTERN);
const name = z.string().trim().min(1).max(300);
const code = z.string().regex(PARTY_CODE_PATTERN);

const partySchema = z.strictObject({
  code,
  names: z.strictObject({ en: name, ru: name, zh: name.exactOptional(), ur: name.exactOptional() }),
  wto: z.enum(["member", "acceding", "none"]),
});

const personSchema = z
  .strictObject({
    id,
    name,
    role: z.enum(ROLES),
    party: code.nullable(),
    bodies: z.array(id),
    names: z.boolean(),
  })
  .refine((person) => (person.role === "delegation") === (person.party !== null), {
    path: ["party"],
    message: "A person of a delegation needs a party, and nobody else may have one.",
  })
  .refine((person) => person.role !== "chair" || person.bodies.length > 0, {
    path: ["bodies"],
    message: "A chair needs the body that the chair presides over.",
  });

const textSchema = z.strictObject({
  id,
  title: name,
  symbol: z.string().trim().min(1).max(80),
  body: id,
  /** A file beside this one; never a path, so that a seed cannot read elsewhere. */
  file: z.string().regex(/^[A-Za-z0-9_-]+\.adref$/),
});

const negotiationSchema = z
  .strictObject({
    id,
    name,
    secretariat: name.exactOptional(),
    language: name.exactOptional(),
    parties: z.array(partySchema).min(1),
    bodies: z.array(z.strictObject({ id, name })).min(1),
    groups: z.array(z.strictObject({ id, name, speaker: code, members: z.array(code).min(1) })).exactOptional(),
    people: z.array(personSchema).min(1),
    texts: z.array(textSchema).min(1),
  })
  .superRefine((negotiation, context) => {
    const say = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const codes = unique(negotiation.parties, "code", (i) => say(["parties", i, "code"], "This code is given twice."));
    const bodies = unique(negotiation.bodies, "id", (i) => say(["bodies", i, "id"], "This id is given twice."));
    unique(negotiation.people, "id", (i) => say(["people", i, "id"], "This id is given twice."));
    unique(negotiation.texts, "id", (i) => say(["texts", i, "id"], "This id is given twice."));
    negotiation.people.forEach((person, i) => {
      if (person.party !== null && !codes.has(person.party)) say(["people", i, "party"], "No party has this code.");
      person.bodies.forEach((body, j) => {
        if (!bodies.has(body)) say(["people", i, "bodies", j], "No body has this id.");
      });
    });
    negotiation.groups?.forEach(({ speaker, members }, i) => {
      if (!members.includes(speaker)) say(["groups", i, "speaker"], "The speaker is no member of the group.");
      members.forEach((member, j) => {
        if (!codes.has(member)) say(["groups", i, "members", j], "No party has this code.");
      });
    });
    negotiation.texts.forEach((text, i) => {
      if (!bodies.has(text.body)) say(["texts", i, "body"], "No body has this id.");
    });
  });

function unique<K extends string>(
  list: readonly Readonly<Record<K, string>>[],
  key: K,
  twice: (index: number) => void,
): ReadonlySet<string> {
  const seen = new Set<string>();
  list.forEach((one, i) => {
    if (seen.has(one[key])) twice(i);
    seen.add(one[key]);
  });
  return seen;
}

/**
 * Reads a seed folder: `negotiation.json`, and the text files that it names. The texts' sources are not parsed here.
 * Throws SeedFileError, naming the file and the place in it, where a file is missing or does not hold what it should.
 */
export async function readSeedFiles(folder: string): Promise<SeedFiles> {
  const file = join(folder, "negotiation.json");
  const read = negotiationSchema.safeParse(parseJson(file, await readWords(file)));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new SeedFileError(file, issue?.path.join(".") ?? "", issue?.message ?? "It is not a negotiation.");
  }
  const { texts, ...rest } = read.data;
  return {
    directory: { ...rest, texts: texts.map(({ file: _, ...text }) => text) },
    texts: await Promise.all(
      texts.map(async ({ id, file }) => {
        const path = join(folder, file);
        return { id, file: path, source: await readWords(path) };
      }),
    ),
  };
}

async function readWords(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SeedFileError(file, "", `The file cannot be read (${why}). Give the seed folder's path.`);
  }
}

function parseJson(file: string, source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new SeedFileError(file, "", `It is not JSON (${cause instanceof Error ? cause.message : String(cause)}).`);
  }
}
