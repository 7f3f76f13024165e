import { escapeFact, partsOf } from "../marked/odd-characters.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? "");

/** Words as XML: a character that XML does not know becomes a marker that names it. */
export function wordsXml(words: string): string {
  return partsOf(words)
    .map(({ text, code }) => (code === null ? escapeXml(text) : `<marker name="character" adref:code="${code}"/>`))
    .join("");
}

/** A fact as the content of an element or an attribute's value. */
export const factXml = (fact: string) => escapeXml(escapeFact(fact));

/** Attributes with the space before each; those that are `null` or undefined are left out. */
export function attributesXml(attributes: Readonly<Record<string, string | null | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null || value === undefined ? "" : ` ${name}="${factXml(value)}"`))
    .join("");
}

/** An element with content that is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  content = "",
): string {
  const open = `<${name}${attributesXml(attributes)}`;
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}
