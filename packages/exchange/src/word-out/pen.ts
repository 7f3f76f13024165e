import type { Paper } from "./model.ts";

/** Hands out the numbers that a Word file needs to be unique, while its parts are written. */
export class Pen {
  #changes = 0;
  readonly #bookmarks = new Set<string>();
  /** The footnotes in the order of their signs. */
  readonly footnotes: number[] = [];
  readonly paper: Paper;

  constructor(paper: Paper) {
    this.paper = paper;
  }

  nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }

  /** The id of a footnote in the file; signs come in reading order. */
  footnote(index: number): number {
    return this.footnotes.push(index);
  }

  /** A bookmark that names a provision, so that a file which comes back from Word can be laid beside its text; null where Word allows no such name. */
  bookmark(provision: string): { readonly id: number; readonly name: string } | null {
    if (!/^[A-Za-z0-9_]{1,36}$/.test(provision) || this.#bookmarks.has(provision)) return null;
    this.#bookmarks.add(provision);
    return { id: this.#bookmarks.size, name: `_p_${provision}` };
  }
}
