import { markIdentity, type ProvisionValue, provisionElements, provisionOfY, type RecordValue } from "@adref/schema";
import * as Y from "yjs";

/**
 * What a party may not change in a text, written as one string: every character that is not the party's, with the marks on
 * it that are not the party's; every provision that is not the party's with its attributes; the tables; and the agreed
 * provisions whole. Written for the tests alone, from the sentences of SPEC.md, with nothing of the law's code.
 */
export function othersText(body: Y.XmlFragment, party: string, record: RecordValue): string {
  const lines: string[] = [];
  for (const element of provisionElements(body)) {
    const provision = provisionOfY(element);
    const locked = (record.statuses[provision.id]?.status ?? "open") !== "open";
    if (locked) lines.push(`agreed ${JSON.stringify(provision)} ${itemsOf(element)}`);
    const own = provision.option !== null && record.options[provision.option]?.owner === party;
    const rest = othersCharacters(provision, party, own, record);
    if (own && rest === "") continue;
    const { id, kind, level, number, bracket, option, within } = provision;
    lines.push(
      own ? `in ${id}: ${rest}` : `${JSON.stringify([id, kind, level, number, bracket, option, within])} ${rest}`,
    );
  }
  return `${lines.join("\n")}\n${tables(body)}`;
}

/**
 * What the Secretariat may not change: the words and marks of every option, whole proposals, agreed provisions, and which
 * brackets there are.
 */
export function proposalsText(body: Y.XmlFragment, record: RecordValue): string {
  const words = new Map<string, string>();
  const brackets = new Set<string>();
  const add = (key: string, text: string) => words.set(key, (words.get(key) ?? "") + text);
  for (const element of provisionElements(body)) {
    const provision = provisionOfY(element);
    const { id, bracket, option, within } = provision;
    const locked = (record.statuses[id]?.status ?? "open") !== "open";
    if (locked) add(`agreed ${id}`, `${JSON.stringify(provision)} ${itemsOf(element)}`);
    if (option !== null) add(`whole ${id}`, JSON.stringify([bracket, option, within]));
    for (const { text, marks } of provision.runs) {
      const options = marks.flatMap(({ attrs }) => (attrs.option ? [attrs.option] : []));
      if (options.length > 0 || option !== null)
        add(`words ${options.join()} ${option}`, `${text}<${marks.map(markIdentity)}>`);
    }
  }
  for (const element of provisionElements(body)) {
    const { bracket, runs } = provisionOfY(element);
    for (const one of [bracket, ...runs.flatMap(({ marks }) => marks.map(({ attrs }) => attrs.bracket))]) {
      if (one) brackets.add(one);
    }
  }
  return JSON.stringify([[...words].sort(), [...brackets].sort()]);
}

/** Everything that a reader sees of a text. */
export function seenText(body: Y.XmlFragment): string {
  const provisions = [...provisionElements(body)].map((element) => JSON.stringify(provisionOfY(element)));
  return `${provisions.join("\n")}\n${tables(body)}`;
}

function othersCharacters(provision: ProvisionValue, party: string, own: boolean, record: RecordValue): string {
  let out = "";
  for (const { text, marks } of provision.runs) {
    const proposals = marks.filter(({ type }) => type === "proposed").map(({ attrs }) => attrs);
    const around = new Set(proposals.flatMap(({ within }) => chain(within ?? null, record)));
    const inner = proposals.filter(({ option }) => !around.has(option ?? ""));
    const mine =
      proposals.length === 0 ? own : inner.some(({ option }) => record.options[option ?? ""]?.owner === party);
    if (mine) continue;
    const rest = marks.filter(({ type, attrs }) => {
      if (type === "contested") return record.brackets[attrs.bracket ?? ""]?.owner !== party;
      if (type === "proposed") return record.options[attrs.option ?? ""]?.owner !== party;
      return true;
    });
    const signs = rest.map(markIdentity).join(" ");
    for (const character of text) out += `${character}<${signs}>`;
  }
  return out;
}

function chain(option: string | null, record: RecordValue): string[] {
  return option === null ? [] : [option, ...chain(record.options[option]?.within ?? null, record)];
}

/** Who wrote the characters of a provision, as Yjs keeps it: even that stays in agreed provisions. */
function itemsOf(element: Y.XmlElement): string {
  const ids: string[] = [];
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      for (let i = 0; i < item.length; i++) ids.push(`${item.id.client}.${item.id.clock + i}`);
    }
  }
  return ids.join(" ");
}

function tables(body: Y.XmlFragment): string {
  const read = (parent: Y.XmlFragment | Y.XmlElement): string =>
    parent
      .toArray()
      .filter((child) => child instanceof Y.XmlElement && child.nodeName !== "provision")
      .map((child) => {
        const element = child as Y.XmlElement;
        return `${element.nodeName}${JSON.stringify(Object.entries(element.getAttributes()).sort())}(${read(element)})`;
      })
      .join("");
  return read(body);
}
