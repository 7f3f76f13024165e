/**
 * Characters that markup cannot carry: XML knows no control characters, HTML turns some of them into others, UTF-8 has no
 * half of a pair. Words keep them in an element of their own; facts, which stand in attributes, keep them escaped.
 */
const ODD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that this file is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ODD_PARTS = new RegExp(`(${ODD.source})`);
/** In an attribute, line ends and tabs would come back as spaces. */
const ESCAPED = new RegExp(`[\\\\\\n\\t]|${ODD.source}`, "g");

/** Words in parts: plain ones, and odd characters each by itself with its hexadecimal code. */
export function partsOf(words: string): readonly { readonly text: string; readonly code: string | null }[] {
  if (!ODD.test(words)) return words === "" ? [] : [{ text: words, code: null }];
  return words
    .split(ODD_PARTS)
    .filter((part) => part !== "")
    .map((part) => (ODD.test(part) ? { text: part, code: hex(part) } : { text: part, code: null }));
}

/** The character of a hexadecimal code, `null` where it is none. Only odd characters are written so. */
export function characterOf(code: string): string | null {
  return /^[0-9a-f]{1,4}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 16)) : null;
}

/** A fact as it may stand in an attribute: a backslash is doubled, an odd character is `\u{…}`. */
export function escapeFact(value: string): string {
  return value.replace(ESCAPED, (sign) => (sign === "\\" ? "\\\\" : `\\u{${hex(sign)}}`));
}

/** The fact that an attribute's value stands for; whatever is no escape stands for itself. */
export function unescapeFact(value: string): string {
  return value.replace(/\\(?:\\|u\{([0-9a-f]{1,4})\})/g, (sign, code?: string) =>
    sign === "\\\\" ? "\\" : (characterOf(code ?? "") ?? sign),
  );
}

const hex = (character: string) => character.charCodeAt(0).toString(16);
