import type { ParseOptions } from "@adref/notation";
import type { PartyCode, STANDING, Status } from "@adref/schema";

/** How a Word file is read; everything that the file does not say is a setting, and what is left out is guessed. */
export interface WordReadSettings {
  /** How brackets typed as characters are read, who the parties are, and the time of facts that have none. */
  readonly notation?: ParseOptions;
  /**
   * Whose an author's changes and comments are, by the author's name in the file: a party's; `standing` for changes that are
   * simply made; null for proposals of nobody. For other names a party is guessed from the name, else they are nobody's.
   */
  readonly authors?: Readonly<Record<string, PartyCode | typeof STANDING | null>>;
  /** What it means that a whole paragraph has a colour, by Word's name of it ("yellow") or `#RRGGBB`; nothing unless said. */
  readonly highlights?: Readonly<Record<string, Status | "parked" | null>>;
  /** Whether numbers typed as characters are numbers of provisions; true unless said. */
  readonly typedNumbers?: boolean;
  /** Whether an article's title may stand in the paragraph after its number; true unless said. */
  readonly joinTitles?: boolean;
}
