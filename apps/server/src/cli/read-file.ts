import { type FormatId, formatOf, type ReadText, readFile } from "@adref/exchange";
import { FILE_FORMATS, type ImportSettings, importSettingsSchema } from "@adref/protocol";
import { PARTY_CODE_PATTERN, type Party, type PartyCode } from "@adref/schema";
import { EXIT, OperatorError } from "../errors.ts";
import type { Progress } from "./progress.ts";
import { bytesFrom, nameOf, STANDARD } from "./stream-files.ts";

/** What the command line says of how files are read. */
export interface ReadOptions {
  /** `setting=value`, as often as wanted. */
  readonly reading?: readonly string[];
  /** Codes of parties with commas between, or a file of JSON with a list `parties` such as negotiation.json. */
  readonly parties?: string;
  /** `Name=CODE`: a name as it stands in the text, and the party that it means; `Name=` for a name that means none. */
  readonly name?: readonly string[];
  /** `Name=CODE`: an author of tracked changes; or a file of JSON. */
  readonly authors?: readonly string[];
}

/** Everything that is known before a file is read. */
export interface HowToRead {
  readonly settings: ImportSettings;
  readonly parties: readonly (Party | PartyCode)[];
}

/** Reads a file. Throws OperatorError (file) with the sentence of whoever could not read it, (usage) without a format. */
export async function readText(
  path: string,
  from: string | undefined,
  { settings, parties }: HowToRead,
  progress: Progress,
): Promise<ReadText> {
  const format = from === undefined ? undefined : formatNamed(from, "--from");
  if (path === STANDARD && !format) {
    throw new OperatorError(
      EXIT.usage,
      `Standard input has no ending; say with --from what it is: ${FILE_FORMATS.join(", ")}.`,
    );
  }
  const bytes = await bytesFrom(path);
  progress.begin(`Reading ${nameOf(path)}`);
  const read = await readFile(bytes, path, {
    ...(format && { format }),
    notation: { ...(parties.length > 0 && { parties }), ...(settings.reading && { reading: settings.reading }) },
    ...(settings.authors && { authors: settings.authors }),
  });
  progress.end();
  if (read.ok) return read;
  throw new OperatorError(EXIT.file, `${nameOf(path)}: ${read.sentence}`);
}

/** Understands the options. Throws OperatorError (usage, file). */
export async function howToRead(options: ReadOptions): Promise<HowToRead> {
  const reading: Record<string, unknown> = Object.fromEntries(
    (options.reading ?? []).map((pair) => pairOf("--reading", pair)),
  );
  const names = (options.name ?? []).map((pair) => pairOf("--name", pair));
  if (names.length > 0) reading.parties = Object.fromEntries(names.map(([name, code]) => [name, code || null]));
  const authors = options.authors ? await authorsOf(options.authors) : undefined;
  const given = { ...(Object.keys(reading).length > 0 && { reading }), ...(authors && { authors }) };
  const parsed = importSettingsSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const option = issue?.path[0] === "authors" ? "--author" : "--reading";
    throw new OperatorError(
      EXIT.usage,
      `${option} is not understood at ${issue?.path.slice(1).join(".")}: ${issue?.message}.`,
    );
  }
  return { settings: parsed.data, parties: options.parties ? await partiesOf(options.parties) : [] };
}

/** A format by its name on the command line; `adref` is the notation. Throws OperatorError (usage). */
export function formatNamed(name: string, option: string): FormatId {
  const id = name === "adref" ? "txt" : name;
  const format = FILE_FORMATS.find((one) => one === id);
  if (format) return format;
  throw new OperatorError(EXIT.usage, `${option} is "${name}", but must be one of ${FILE_FORMATS.join(", ")}.`);
}

/** The format that is written: the one that is named, or that of the file's ending. Throws OperatorError (usage). */
export function formatTo(path: string, to: string | undefined, option = "--to"): FormatId {
  if (to !== undefined) return formatNamed(to, option);
  const format = path === STANDARD ? null : formatOf(path);
  if (format) return format.id;
  const what = path === STANDARD ? "Standard output has no ending" : `The ending of ${path} is that of no format`;
  throw new OperatorError(EXIT.usage, `${what}; say with ${option} what is written: ${FILE_FORMATS.join(", ")}.`);
}

function pairOf(option: string, pair: string): [string, string] {
  const equals = pair.lastIndexOf("=");
  if (equals > 0) return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  throw new OperatorError(EXIT.usage, `${option} is "${pair}", but must be of the form name=value.`);
}

async function authorsOf(given: readonly string[]): Promise<Record<string, unknown>> {
  const out: Record<string, unknown> = {};
  for (const one of given) {
    if (one.endsWith(".json")) Object.assign(out, await jsonOf(one));
    else {
      const [name, code] = pairOf("--author", one);
      out[name] = code || null;
    }
  }
  return out;
}

async function partiesOf(given: string): Promise<readonly (Party | PartyCode)[]> {
  if (given.endsWith(".json")) {
    const { parties } = (await jsonOf(given)) as { parties?: unknown };
    if (Array.isArray(parties) && parties.every(isParty)) return parties;
    throw new OperatorError(EXIT.file, `${nameOf(given)} holds no list "parties" of parties with a code and names.`);
  }
  const codes = given.split(",").map((code) => code.trim());
  const bad = codes.find((code) => !PARTY_CODE_PATTERN.test(code));
  if (bad === undefined) return codes;
  throw new OperatorError(EXIT.usage, `--parties names "${bad}", which is no code of a party such as KAZ.`);
}

function isParty(value: unknown): value is Party {
  const { code, names } = (value ?? {}) as { code?: unknown; names?: { en?: unknown; ru?: unknown } };
  return (
    typeof code === "string" &&
    PARTY_CODE_PATTERN.test(code) &&
    typeof names?.en === "string" &&
    typeof names.ru === "string"
  );
}

async function jsonOf(path: string): Promise<object> {
  try {
    const value: unknown = JSON.parse(Buffer.from(await bytesFrom(path)).toString("utf8"));
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
  }
  throw new OperatorError(EXIT.file, `${nameOf(path)} is not JSON of the kind that is wanted here.`);
}
