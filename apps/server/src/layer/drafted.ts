import { type Privacy, piecesOf, privateOptionsOf, type SharedPiece, textsOf } from "@adref/brackets";
import { bodyOf, provisionElements } from "@adref/schema";
import type * as Y from "yjs";
import { addTouches, noTouches, type Touches } from "../gate/touched.ts";

/** The private part of a provision of the text, as it was when it was last read. */
interface DraftedProvision {
  readonly id: string;
  readonly texts: ReadonlyMap<Y.XmlText, readonly SharedPiece[]>;
}

/** Private words whose provision went away in the text. */
export interface LostWords {
  readonly option: string;
  readonly provision: string;
  readonly words: string;
}

/**
 * The provisions of the text in which something private stands, kept up as the fork changes: what touched none of them costs
 * nothing.
 */
export class Drafted {
  readonly #body: Y.XmlFragment;
  readonly #privacy: Privacy;
  readonly #known = new Map<Y.XmlElement, DraftedProvision>();
  #touches: Touches = noTouches();

  constructor(doc: Y.Doc, privacy: Privacy) {
    this.#body = bodyOf(doc);
    this.#privacy = privacy;
    this.#touches.order.add(null);
    doc.on("afterTransaction", (transaction: Y.Transaction) => addTouches(this.#touches, transaction));
  }

  /** Reads what was touched since. To be called before the text's changes come into the fork. */
  refresh(): void {
    const { provisions, order } = this.#touches;
    this.#touches = noTouches();
    const touched = order.size > 0 ? provisionElements(this.#body) : provisions;
    for (const element of touched) this.#read(element);
    for (const element of [...this.#known.keys()]) if (isGone(element)) this.#known.delete(element);
  }

  /** What the text of a provision was when it was last read, piece by piece; undefined where nothing in it was private. */
  before(element: Y.XmlElement): ReadonlyMap<Y.XmlText, readonly SharedPiece[]> | undefined {
    return this.#known.get(element)?.texts;
  }

  /** Private words that stood in provisions which are gone now, by option. */
  lost(): readonly LostWords[] {
    const out: LostWords[] = [];
    for (const [element, { id, texts }] of this.#known) {
      if (!isGone(element)) continue;
      const words = new Map<string, string>();
      for (const piece of [...texts.values()].flat()) {
        const option = piece.private ? privateOptionsOf(piece, this.#privacy)[0] : undefined;
        if (option !== undefined) words.set(option, (words.get(option) ?? "") + piece.words);
      }
      for (const [option, said] of words) out.push({ option, provision: id, words: said });
    }
    return out;
  }

  #read(element: Y.XmlElement): void {
    const item = element._item;
    // A provision that is private itself stands by itself, whatever becomes of the text.
    if (!item || item.deleted || this.#privacy.isPrivate(item.id.client)) return;
    const texts = new Map<Y.XmlText, readonly SharedPiece[]>();
    for (const text of textsOf(element)) {
      const { pieces, drafted } = piecesOf(text, this.#privacy);
      if (drafted) texts.set(text, pieces);
    }
    if (texts.size === 0) this.#known.delete(element);
    else this.#known.set(element, { id: element.getAttribute("id") ?? "", texts });
  }
}

const isGone = (element: Y.XmlElement): boolean => element._item?.deleted ?? true;
