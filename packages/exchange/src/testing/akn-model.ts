import { elementsIn, isXml, parseXml, type XmlElement } from "../akn/parse-xml.ts";

/** What an element may hold: its children in order as a pattern over their names, whether words, and its attributes. */
interface Model {
  readonly children: RegExp;
  readonly words?: boolean;
  /** Names, `!` behind those that must be there. */
  readonly attributes?: string;
}

const INLINE = "(b|i|u|sup|sub|span|inline|opinion|marker|noteRef|authorialNote) ";
const BLOCK = "(p|block|table) ";
const UNIT = "(chapter|section|article|paragraph|subparagraph|point|hcontainer) ";
const IDS = "eId wId";
const FACTS = "adref:id adref:kind adref:level adref:derived adref:bracket adref:option adref:within alternativeTo";

const whole = (pattern: string) => new RegExp(`^${pattern}$`);
const nothing = whole("");
const inline: Model = { children: whole(`(${INLINE})*`), words: true, attributes: "class" };
const unit: Model = {
  children: whole(`(num )?((heading )?(${UNIT})*|intro (${UNIT})*|content )`),
  attributes: `${IDS} ${FACTS}`,
};
const value: Model = { children: nothing, attributes: "value!" };
const core = "FRBRthis (FRBRuri )+(FRBRdate )+(FRBRauthor )+";
const fact: Model = { children: nothing, attributes: "*" };

/**
 * What we write of Akoma Ntoso, in our own words, narrower than the standard allows. It lets tests judge every document even
 * where the official schema is not at hand.
 */
const MODELS: Readonly<Record<string, Model>> = {
  akomaNtoso: { children: whole("doc ") },
  doc: { children: whole("meta (preface )?(preamble )?mainBody "), attributes: "name!" },
  meta: { children: whole("identification references proprietary ") },
  identification: { children: whole("FRBRWork FRBRExpression FRBRManifestation "), attributes: "source!" },
  FRBRWork: { children: whole(`${core}FRBRcountry (FRBRnumber )?(FRBRname )?FRBRprescriptive `) },
  FRBRExpression: { children: whole(`${core}(FRBRversionNumber )?FRBRlanguage `) },
  FRBRManifestation: { children: whole(`${core}FRBRformat `) },
  FRBRthis: value,
  FRBRuri: value,
  FRBRcountry: value,
  FRBRnumber: value,
  FRBRname: value,
  FRBRprescriptive: value,
  FRBRversionNumber: value,
  FRBRformat: value,
  FRBRdate: { children: nothing, attributes: "date! name!" },
  FRBRauthor: { children: nothing, attributes: "href!" },
  FRBRlanguage: { children: nothing, attributes: "language!" },
  references: { children: whole("(TLCOrganization )+"), attributes: "source!" },
  TLCOrganization: { children: nothing, attributes: "eId! href! showAs!" },
  proprietary: {
    children: whole("adref:text (adref:header )*(adref:(bracket|option|status|resolution|comment|stance) )*"),
    attributes: "source!",
  },
  "adref:text": { children: nothing, attributes: "version!" },
  "adref:header": { children: nothing, words: true, attributes: "name!" },
  "adref:bracket": fact,
  "adref:option": fact,
  "adref:status": fact,
  "adref:resolution": fact,
  "adref:comment": fact,
  "adref:stance": fact,
  preface: { children: whole("(longTitle )+") },
  longTitle: { children: whole("p ") },
  preamble: { children: whole("((recitals |block ))+") },
  recitals: { children: whole("(recital )+") },
  recital: { children: whole("(num )?p "), attributes: `${IDS} ${FACTS}` },
  mainBody: { children: whole(`((${UNIT})+|p )`) },
  chapter: unit,
  section: unit,
  article: unit,
  paragraph: unit,
  subparagraph: unit,
  point: unit,
  hcontainer: { ...unit, attributes: `name! ${unit.attributes}` },
  num: { ...inline, attributes: "adref:derived" },
  heading: inline,
  intro: { children: whole(`(${BLOCK})+`) },
  content: { children: whole(`(${BLOCK})+`) },
  p: { ...inline, attributes: `${IDS} ${FACTS} adref:filler` },
  block: { ...inline, attributes: `name! ${IDS} ${FACTS}` },
  table: { children: whole("(tr )+"), attributes: `${IDS} adref:id` },
  tr: { children: whole("((td |th ))+"), attributes: "adref:filler" },
  td: { children: whole("(p )*"), attributes: "colspan rowspan adref:colwidth adref:filler" },
  th: { children: whole("(p )*"), attributes: "colspan rowspan adref:colwidth" },
  b: inline,
  i: inline,
  u: inline,
  sup: inline,
  sub: inline,
  span: inline,
  inline: {
    ...inline,
    attributes:
      "name! eId alternativeTo refersTo adref:bracket adref:option adref:within adref:note adref:footnote adref:derived",
  },
  opinion: { ...inline, attributes: "type! by!" },
  marker: { children: nothing, attributes: "name! adref:code!" },
  noteRef: { children: nothing, attributes: "href! marker! placement!" },
  authorialNote: { children: whole("p "), attributes: `marker! placement! ${IDS} ${FACTS} adref:place adref:number` },
};

const VALUES: Readonly<Record<string, RegExp>> = {
  eId: /^\S+$/,
  wId: /^\S+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  colspan: /^\d+$/,
  rowspan: /^\d+$/,
  placement: /^bottom$/,
  type: /^(agreeing|dissenting|null)$/,
};
const REFERENCES: ReadonlySet<string> = new Set(["alternativeTo", "refersTo", "by", "source"]);

/**
 * What in a document does not keep to the convention of AKN.md: elements where they may not stand, attributes that they may
 * not have, ids that are given twice, references that lead nowhere. Empty for a document that keeps to it.
 */
export function faultsIn(xml: string): string[] {
  const root = parseXml(xml);
  if ("ok" in root) return [root.sentence];
  const faults: string[] = [];
  const ids = new Set<string>();
  const references: (readonly [line: number, to: string])[] = [];
  const check = (element: XmlElement) => {
    checkElement(element, faults);
    const { eId, href } = element.attributes;
    if (eId !== undefined && ids.has(eId)) faults.push(`line ${element.line}: the eId ${eId} is given twice`);
    if (eId !== undefined) ids.add(eId);
    for (const name of REFERENCES) {
      const to = element.attributes[name];
      if (to !== undefined && !element.name.startsWith("adref:")) references.push([element.line, to]);
    }
    if (href?.startsWith("#")) references.push([element.line, href]);
    for (const child of elementsIn(element)) check(child);
  };
  if (root.name !== "akomaNtoso") faults.push(`line ${root.line}: the root is ${root.name}`);
  check(root);
  for (const [line, to] of references) {
    if (!to.startsWith("#") || !ids.has(to.slice(1))) faults.push(`line ${line}: ${to} leads nowhere`);
  }
  return faults;
}

function checkElement(element: XmlElement, faults: string[]): void {
  const { name, attributes, children, line } = element;
  const model = MODELS[name];
  if (!model) {
    faults.push(`line ${line}: ${name} is not in the convention`);
    return;
  }
  const names = elementsIn(element).map((child) => `${child.name} `);
  if (!model.children.test(names.join(""))) faults.push(`line ${line}: ${name} may not hold ${names.join("")}`);
  const words = children.some((child) => !isXml(child) && child.trim() !== "");
  if (words && !model.words) faults.push(`line ${line}: ${name} may not hold words`);
  if (model.attributes === "*") return;
  const allowed = (model.attributes ?? "").split(" ").filter((one) => one !== "");
  for (const required of allowed.filter((one) => one.endsWith("!"))) {
    if (attributes[required.slice(0, -1)] === undefined)
      faults.push(`line ${line}: ${name} needs ${required.slice(0, -1)}`);
  }
  const known = new Set(allowed.map((one) => one.replace("!", "")));
  for (const [attribute, given] of Object.entries(attributes)) {
    if (attribute === "xmlns" || attribute.startsWith("xmlns:")) continue;
    if (!known.has(attribute)) faults.push(`line ${line}: ${name} may not have ${attribute}`);
    const pattern = VALUES[attribute];
    if (pattern && !pattern.test(given)) faults.push(`line ${line}: ${attribute}="${given}" is not of its kind`);
  }
}
