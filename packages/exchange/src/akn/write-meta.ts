import { FILE_ROOTS, fileRecord, PARTY_CODE_PATTERN, type Party, type RecordValue } from "@adref/schema";
import { languageCode } from "../html/page.ts";
import type { EIds } from "./ids.ts";
import { AKN_VERSION, FACT_ELEMENTS } from "./vocabulary.ts";
import { attributesXml, element, factXml } from "./xml.ts";

/** The eIds of the parties that a text names, by code. */
export type PartyIds = ReadonlyMap<string, string>;

/** Gives every party of a record, and every party of the list, an id. */
export function partyIdsOf(record: RecordValue, parties: readonly Party[], ids: EIds): PartyIds {
  const codes = new Set<string>(parties.map(({ code }) => code));
  const add = (code: string | null | undefined) => {
    if (code) codes.add(code);
  };
  for (const { owner } of Object.values(record.brackets)) add(owner);
  for (const { owner } of Object.values(record.options)) add(owner);
  for (const stances of Object.values(record.stances)) for (const party of Object.keys(stances)) add(party);
  for (const { party } of Object.values(record.comments)) add(party);
  return new Map([...codes].map((code) => [code, ids.take(PARTY_CODE_PATTERN.test(code) ? code : "party")]));
}

/** The `meta` of a document: what it is, who its parties are, and the record. */
export function metaXml(
  header: Readonly<Record<string, string>>,
  record: RecordValue,
  parties: readonly Party[],
  partyIds: PartyIds,
): string {
  return `<meta>\n${identification(header)}\n${references(parties, partyIds)}\n${proprietary(header, fileRecord(record))}\n</meta>`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  en: "eng",
  ru: "rus",
  zh: "zho",
  fr: "fra",
  es: "spa",
  ar: "ara",
};

/** "und" is what ISO 639 has for a language that nobody named. */
const languageOf = (name: string | undefined) => LANGUAGES[languageCode(name) ?? name ?? ""] ?? "und";

/** The day of a date however it is written, `0001-01-01` where nobody can tell. */
export function dayOf(date: string | undefined): string {
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(date ?? "")?.[0];
  const time = Date.parse(iso ?? `${date} UTC`);
  if (Number.isNaN(time)) return "0001-01-01";
  const day = new Date(time).toISOString().slice(0, 10);
  return /^\d{4}-/.test(day) ? day : "0001-01-01";
}

function identification(header: Readonly<Record<string, string>>): string {
  const { symbol = "", title = "", revision = "", language } = header;
  const day = dayOf(header.date);
  const slug = (text: string) =>
    text
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase() || "text";
  const work = `/akn/int/doc/${slug(symbol || title)}`;
  const expression = `${work}/${languageOf(language)}@${revision === "" ? day : slug(revision)}`;
  const core = (uri: string, name: string) =>
    [
      element("FRBRthis", { value: `${uri}/!main` }),
      element("FRBRuri", { value: uri }),
      element("FRBRdate", { date: day, name }),
      element("FRBRauthor", { href: "#secretariat" }),
    ].join("");
  const named = [
    element("FRBRcountry", { value: "int" }),
    ...(symbol === "" ? [] : [element("FRBRnumber", { value: symbol })]),
    ...(title === "" ? [] : [element("FRBRname", { value: title })]),
    element("FRBRprescriptive", { value: "false" }),
  ].join("");
  const version = revision === "" ? "" : element("FRBRversionNumber", { value: revision });
  return `<identification source="#adref">
<FRBRWork>${core(work, "draft")}${named}</FRBRWork>
<FRBRExpression>${core(expression, "issue")}${version}${element("FRBRlanguage", { language: languageOf(language) })}</FRBRExpression>
<FRBRManifestation>${core(`${expression}.xml`, "issue")}<FRBRformat value="application/akn+xml"/></FRBRManifestation>
</identification>`;
}

function references(parties: readonly Party[], partyIds: PartyIds): string {
  const names = new Map(parties.map((party) => [party.code, party.names.en]));
  const organization = (eId: string, showAs: string) =>
    element("TLCOrganization", { eId, href: `/akn/ontology/organization/${eId}`, showAs });
  const lines = [...partyIds].map(([code, eId]) => organization(eId, names.get(code) ?? code));
  const own = [organization("adref", "Adref"), organization("secretariat", "Secretariat")];
  return `<references source="#adref">\n${[...own, ...lines].join("\n")}\n</references>`;
}

function proprietary(header: Readonly<Record<string, string>>, record: RecordValue): string {
  const lines = [element("adref:text", { version: AKN_VERSION })];
  for (const [name, value] of Object.entries(header)) {
    lines.push(`<adref:header${attributesXml({ name })}>${factXml(value)}</adref:header>`);
  }
  for (const root of FILE_ROOTS) {
    for (const [id, facts] of Object.entries(record[root])) {
      lines.push(element(`adref:${FACT_ELEMENTS[root]}`, { id, ...attributesOf(facts) }));
    }
  }
  for (const [target, stances] of Object.entries(record.stances)) {
    if (Object.keys(stances).length === 0) lines.push(element("adref:stance", { target }));
    for (const [party, facts] of Object.entries(stances)) {
      lines.push(element("adref:stance", { target, party, ...attributesOf(facts) }));
    }
  }
  return `<proprietary source="#adref">\n${lines.join("\n")}\n</proprietary>`;
}

function attributesOf(facts: object): Record<string, string | null | undefined> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "boolean" ? String(value) : value]),
  );
}
