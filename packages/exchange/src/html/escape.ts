import { escapeFact, partsOf } from "../marked/odd-characters.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in an element or a quoted attribute: nothing in it can become markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

/** Words as markup: an odd character becomes an element that names it, so that it comes back. */
export function wordsHtml(words: string): string {
  return partsOf(words)
    .map(({ text, code }) =>
      code === null
        ? escapeHtml(text)
        : `<span class="odd" data-char="${code}" title="U+${code.toUpperCase()}">\ufffd</span>`,
    )
    .join("");
}

/** What is only shown: odd characters are drawn, not kept. */
export function shownHtml(text: string): string {
  return escapeHtml(
    partsOf(text)
      .map((part) => (part.code === null ? part.text : "\ufffd"))
      .join(""),
  );
}

/** A fact as an attribute, with the space before it; nothing for `null`. */
export function factAttribute(name: string, fact: string | null): string {
  return fact === null ? "" : ` ${name}="${escapeHtml(escapeFact(fact))}"`;
}

/** Text as a string of CSS, with its quotation marks: nothing in it can end the string or the style element. */
export function cssString(text: string): string {
  const safe = [...shownText(text)].map((sign) =>
    /[\p{L}\p{N} ./·,:()-]/u.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${safe.join("")}"`;
}

const shownText = (text: string) =>
  partsOf(text.replace(/\s+/g, " "))
    .map((part) => (part.code === null ? part.text : "\ufffd"))
    .join("");
