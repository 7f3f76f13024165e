import { commentOf, del, ins, p, r, wordFile } from "@adref/exchange/testing";

/** Files as delegations and secretariats send them, made here. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const given = (name: string, mimeType: string, bytes: Uint8Array | string): GivenFile => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});

/** A draft in Word: the changes of two authors, brackets typed by hand, and a comment. */
export function wordDraft(): GivenFile {
  const colour = '<w:highlight w:val="yellow"/>';
  const body = [
    p("Protocol on Transit"),
    p("Article 1. Scope"),
    p("1. This Protocol applies to goods in transit through the territory of a Party."),
    p(
      `${r("2. Each Party ")}${del("A. Sarsenova", "shall")}${ins("A. Sarsenova", "should")}${r(" publish its fees")}${ins("Delegate 7", " and charges")}${r(" before they take effect.")}`,
    ),
    p("Article 2. Guarantees"),
    p("1. A Party [shall][KAZ: may] accept one guarantee for the whole of a journey."),
    p(
      `<w:commentRangeStart w:id="0"/>${r("2. The amount of a guarantee is set in advance.")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
    ),
    p(r("3. Guarantees are released without delay.", colour)),
  ].join("");
  const comments = commentOf(0, "A. Sarsenova", "To be discussed with customs in the capital.");
  return given("Transit protocol (KAZ comments).docx", WORD, wordFile({ body, comments }));
}

/** A draft in plain text with the manners of another organisation. */
export function plainDraft(): GivenFile {
  const words = `PROTOCOL ON DIGITAL TRADE

Article 1
Definitions

1. For the purposes of this Protocol, electronic means [includes / means] any technology.

2. Each Party [shall/should] accept electronic documents [within [30] days] [within one year].

Article 2
Paperless trade

1. [G7 Friends: The Parties recognise the single window.] [Kazakhstan: The Parties shall establish a single window.]

2. No Party may require paper [54] where a document exists [55] in electronic form [56].
`;
  return given("digital-trade-draft.txt", "text/plain", words);
}

/** What is called a Word file and is none. */
export const brokenFile = (): GivenFile =>
  given("Protocol v3 final.docx", WORD, "PK\u0003\u0004 and then nothing of use");
