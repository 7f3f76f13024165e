/** Consecutive characters that Word must be told the same of. */
export interface Stretch {
  readonly text: string;
  readonly rightToLeft: boolean;
  /** The tag of a language other than the paper's own, by its script; "" where nothing need be said. */
  readonly language: string;
}

const RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc";
const HAS_RTL = new RegExp(`[${RTL}]`);
/** A stretch of words from right to left, with what stands between them, brackets apart. */
const RTL_STRETCH = new RegExp(`[${RTL}](?:[^\\p{L}\\p{N}\\[\\]\\n\\t]*[${RTL}])*`, "gu");
const LTR_STRETCH = new RegExp(`(?:(?![${RTL}])[\\p{L}\\p{N}])(?:(?![${RTL}])[^\\[\\]\\n\\t])*`, "gu");
const FIRST_LETTER = /\p{L}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Whether a paragraph runs from right to left: its first letter says so. */
export function isRightToLeft(text: string): boolean {
  const first = FIRST_LETTER.exec(text)?.[0];
  return first !== undefined && HAS_RTL.test(first);
}

/** Parts a piece by direction and language. In a paragraph that runs from right to left, so do signs and spaces. */
export function stretchesOf(text: string, rightToLeft: boolean): readonly Stretch[] {
  if (!rightToLeft && !HAS_RTL.test(text)) return [leftToRight(text)];
  const out: Stretch[] = [];
  let at = 0;
  const upTo = (end: number) => {
    const between = text.slice(at, end);
    if (between !== "") out.push(rightToLeft ? fromRight(between) : leftToRight(between));
    at = end;
  };
  for (const match of text.matchAll(rightToLeft ? LTR_STRETCH : RTL_STRETCH)) {
    upTo(match.index);
    out.push(rightToLeft ? leftToRight(match[0]) : fromRight(match[0]));
    at = match.index + match[0].length;
  }
  upTo(text.length);
  return out;
}

function leftToRight(text: string): Stretch {
  return { text, rightToLeft: false, language: CYRILLIC.test(text) ? "ru-RU" : "" };
}

const HEBREW = /\p{Script=Hebrew}/u;
/** Letters of Persian and its neighbours that Arabic does not have. */
const PERSIAN = /[\u067e\u0686\u0698\u06a9\u06af\u06cc]/;
const URDU = /[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]/;

function fromRight(text: string): Stretch {
  const language = HEBREW.test(text) ? "he-IL" : URDU.test(text) ? "ur-PK" : PERSIAN.test(text) ? "fa-IR" : "ar-SA";
  return { text, rightToLeft: true, language };
}

const TAGS: Readonly<Record<string, string>> = {
  english: "en-GB",
  russian: "ru-RU",
  chinese: "zh-CN",
  french: "fr-FR",
  spanish: "es-ES",
  arabic: "ar-SA",
  dari: "prs-AF",
  persian: "fa-IR",
  urdu: "ur-PK",
  mongolian: "mn-MN",
  georgian: "ka-GE",
  kazakh: "kk-KZ",
  uzbek: "uz-Latn-UZ",
};

/** The tag of a language by its English name, British English for one that is not known here. */
export function languageTag(name: string | undefined): string {
  return TAGS[(name ?? "").trim().toLowerCase()] ?? "en-GB";
}
