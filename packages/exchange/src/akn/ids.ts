import type { Kind } from "@adref/schema";
import { ID_PREFIX } from "./vocabulary.ts";

/** Gives out eIds, each once in a document. */
export class EIds {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /** The wanted id, or the wanted one with a number where it is taken. */
  take(wanted: string): string {
    let id = wanted;
    for (let n = this.#next.get(wanted) ?? 2; this.#taken.has(id); n++) {
      id = `${wanted}-${n}`;
      this.#next.set(wanted, n + 1);
    }
    this.#taken.add(id);
    return id;
  }

  /**
   * An eId after the naming convention: the kind's abbreviation and the number, behind the id of the provision that it stands in.
   * Articles count through a whole text, so theirs stand alone.
   */
  ofProvision(kind: Kind, number: string, inside: string | null): string {
    const label = labelOf(number);
    const own = `${ID_PREFIX[kind]}_${label === "" ? "n" : label}`;
    return this.take(inside === null || kind === "article" ? own : `${inside}__${own}`);
  }
}

const UNIT = /^(?:article|chapter|part|annex|appendix|section|статья|глава|часть|приложение|раздел)\s+/i;

/** A number as it may stand in an id: "Article 5 bis" is 5bis, "(a)" is a. */
function labelOf(number: string): string {
  return number
    .replace(UNIT, "")
    .replace(/[^\p{L}\p{N}-]/gu, "")
    .slice(0, 40);
}

/** Whether an id of ours may stand where no white space and nothing odd may. */
export const isPlainId = (id: string) => /^[A-Za-z0-9_-]{1,200}$/.test(id);
