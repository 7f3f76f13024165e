import { readEscape } from "./characters.ts";

export type TokenType = "text" | "open" | "close" | "bar" | "dash" | "format" | "anchor";

/**
 * One piece of a source. `at` and `end` are its offsets there. A `text` token that is not `escaped` is its own source;
 * the others say by `text` what they are as plain words, should they turn out to mean nothing.
 */
export interface Token {
  readonly type: TokenType;
  readonly index: number;
  readonly at: number;
  readonly end: number;
  text: string;
  readonly escaped: boolean;
  /** Of an opening sign the closing one, and the other way round; of a formatting sign its partner. */
  mate: Token | null;
  /** Of an opening sign: the dash before its stances, once they are known to be stances. */
  dash: Token | null;
  /** Whether it is words after all. */
  literal: boolean;
}

/** The formatting signs and the bits that stand for them. */
export const FORMATS: Readonly<Record<string, number>> = { "**": 1, "*": 2, __: 4, "~~": 8, "^^": 16, ",,": 32 };

const SIGNS = /\\|\[|\]|\||\*\*?|__|~~|\^\^|,,|—|\{\^|\n[ \t]*/g;
const ANCHOR = /\{\^([^\s{}[\]\\]{1,12})\}/y;

/** Adds a token to a list and returns it. */
export function pushToken(
  out: Token[],
  type: TokenType,
  at: number,
  end: number,
  text: string,
  escaped = false,
): Token {
  const token: Token = {
    type,
    index: out.length,
    at,
    end,
    text,
    escaped,
    mate: null,
    dash: null,
    literal: false,
  };
  out.push(token);
  return token;
}

/** Divides `source` from `from` to `to` into tokens. A line break inside is read as one space. Linear in its length. */
export function pushTokens(out: Token[], source: string, from: number, to: number): void {
  let done = from;
  const text = (end: number) => {
    if (end > done) pushToken(out, "text", done, end, source.slice(done, end));
  };
  SIGNS.lastIndex = from;
  for (let found = SIGNS.exec(source); found && found.index < to; found = SIGNS.exec(source)) {
    const at = found.index;
    const sign = found[0];
    let end = Math.min(to, at + sign.length);
    if (sign === "\\") {
      const escaped = readEscape(source, at, to);
      if (!escaped) continue;
      text(at);
      end = escaped.end;
      pushToken(out, "text", at, end, escaped.character, true);
    } else if (sign === "{^") {
      ANCHOR.lastIndex = at;
      const anchor = ANCHOR.exec(source);
      if (!anchor || at + anchor[0].length > to) continue;
      text(at);
      end = at + anchor[0].length;
      pushToken(out, "anchor", at, end, anchor[0]);
    } else if (sign.startsWith("\n")) {
      let last = at;
      while (last > done && (source[last - 1] === " " || source[last - 1] === "\t")) last--;
      text(last);
      pushToken(out, "text", at, end, " ");
    } else {
      text(at);
      pushToken(out, typeOf(sign), at, end, sign);
    }
    done = end;
    SIGNS.lastIndex = end;
  }
  text(to);
}

function typeOf(sign: string): TokenType {
  if (sign === "[") return "open";
  if (sign === "]") return "close";
  if (sign === "|") return "bar";
  return sign === "—" ? "dash" : "format";
}

/** The label of a footnote sign's token. */
export const labelOf = (token: Token): string => token.text.slice(2, -1);
