const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const LETTER = String.raw`(?![${UNSPACED}])\p{L}`;
const WORD_GOES_ON = String.raw`(?![${UNSPACED}])[\p{L}\p{M}\p{N}]|[\u00ad\u200c\u200d]|['’‑-](?=[\p{L}\p{N}])`;

/**
 * Words, numbers, runs of space, and single signs. Scripts that put no spaces between words are taken whole, for the
 * segmenter; joiners of Persian and of emoji stay inside their word.
 */
const TOKEN = new RegExp(
  [
    String.raw`[${UNSPACED}][${UNSPACED}\p{M}ー]*`,
    `${LETTER}(?:${WORD_GOES_ON})*`,
    String.raw`\p{N}(?:[\p{N}\p{M}]|[.,](?=\p{N}))*`,
    String.raw`\s+`,
    String.raw`\p{RI}\p{RI}`,
    String.raw`\p{Extended_Pictographic}(?:[\p{M}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic}?)*`,
    String.raw`[^\p{L}\p{N}\s]\p{M}*`,
  ].join("|"),
  "gu",
);
const OF_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/** The same for the commonest letters only, several times as fast. */
const PLAIN = /^[\x20-\x7e\u2019]*$/;
const PLAIN_TOKEN = /[A-Za-z][A-Za-z0-9]*(?:['’-][A-Za-z0-9]+)*|[0-9]+(?:[.,][0-9]+)*| +|[!-/:-@[-`{-~’]/g;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * Divides words into tokens that a comparison never cuts: whole words (with hyphens and apostrophes inside), whole numbers,
 * stretches of space, and each other sign by itself. Chinese, Japanese, Thai and their like are divided into words by
 * `Intl.Segmenter`. Joined, the tokens are the text again.
 */
export function tokensOf(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.match(PLAIN_TOKEN) ?? [];
  const out: string[] = [];
  for (const token of text.match(TOKEN) ?? []) {
    if (token.length > 1 && OF_UNSPACED.test(token))
      for (const { segment } of segmenter.segment(token)) out.push(segment);
    else out.push(token);
  }
  return out;
}

const WORD = /[\p{L}\p{N}]/u;
const SPACE = /^\s/;

/** Whether a token is a word or a number, not a space or a sign. */
export const isWord = (token: string): boolean => WORD.test(token);

/** Whether a token is a stretch of space. */
export const isSpace = (token: string): boolean => SPACE.test(token);

/** Small words of English and Russian that hold a sentence together and say nothing of their own. */
const SMALL = new Set(
  "a an and are as at be by for from in into is it its not of on or such that the their this to under upon with within which в во и из к ко на не о об от по при с со у а или для до за как что".split(
    " ",
  ),
);

/**
 * How much a token weighs for a reader: a space nothing, a sign little, a small word less than another word, and a word of
 * several ideographs as many words.
 */
export function weightOf(token: string): number {
  if (isSpace(token)) return 0;
  if (!isWord(token)) return 0.25;
  if (SMALL.has(token.toLowerCase())) return 0.5;
  return 1;
}
