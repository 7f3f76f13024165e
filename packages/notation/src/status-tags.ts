import type { Status } from "@adref/schema";
import type { Edit } from "./rewriting.ts";
import type { SignPair } from "./sign-pairs.ts";
import { readStatus, statusWords } from "./statuses.ts";

/** Makes tags such as `[Agreed ad ref]` statuses of the blocks that they stand at the end of, or right behind. */
export class StatusTags {
  readonly #source: string;
  readonly #end: number;
  /** The ends of blocks that have a status by now. */
  readonly #taken = new Set<number>();

  constructor(source: string, end: number) {
    this.#source = source;
    this.#end = end;
  }

  /** The changes that make a tag the status of its block; null where it stands amid words, behind nothing, or a second time. */
  editsFor({ open, close, parent }: SignPair, status: Status | "parked"): readonly Edit[] | null {
    const source = this.#source;
    const rest = /^[ \t\n\]]{0,40}/.exec(source.slice(close + 1, Math.min(this.#end, close + 60)))?.[0] ?? "";
    const blank = /\n[ \t]*\n/.exec(rest);
    const closing = blank ? rest.slice(0, blank.index) : rest;
    if (!blank && close + 1 + rest.length < this.#end) return null;
    const end = close + 1 + closing.trimEnd().length;
    let from = open;
    while (from > 0 && /[ \t\n]/.test(source.charAt(from - 1))) from--;
    // What stands right before may be the attribution of a bracket round the tag, which is no block's end.
    if (from === 0 || (parent && (from <= parent.open + 1 || source[from - 1] === ":"))) return null;
    if (/\n[ \t]*\n/.test(source.slice(from, open)) && this.#isTable(from)) return null;
    const said = /(?<!\\)\{([a-z, ]{1,40})\}$/.exec(source.slice(Math.max(0, from - 50), from));
    if (this.#taken.has(from) || (said && readStatus(said[1] as string))) return null;
    this.#taken.add(end).add(close + 1);
    const words = statusWords(status === "parked" ? { status: "open", parked: true, at: "" } : { status, at: "" });
    return [
      // A marker that stands alone in a bracket keeps the space behind it.
      { from, to: close + 1, text: source[close + 1] === "]" && /[.)]/.test(source.charAt(from - 1)) ? " " : "" },
      { from: end, to: end, text: ` {${words}}` },
    ];
  }

  #isTable(end: number): boolean {
    const line = this.#source.slice(this.#source.lastIndexOf("\n", end - 1) + 1, end);
    return line.trimStart().startsWith("|");
  }
}
