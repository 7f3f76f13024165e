import { wordsOf } from "./paragraph.ts";
import type { ParagraphReader } from "./read-paragraph.ts";
import { childrenOf, readXml, type XmlElement } from "./xml.ts";

/** A comment as Word has it; its place is in the paragraphs. */
export interface WordComment {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  readonly text: string;
  /** The id of the comment that it answers. */
  readonly answers: string | null;
  readonly done: boolean;
}

/** Reads comments, with what a later version of Word says about them in a part of its own: answers, and what is done. */
export function readComments(
  bytes: Uint8Array | null,
  extended: XmlElement | null,
  reader: ParagraphReader,
): WordComment[] {
  const found: (Omit<WordComment, "answers" | "done"> & { readonly paragraph: string })[] = [];
  if (!bytes) return [];
  readXml(bytes, "word/comments.xml", {
    wants: (name) => name === "w:comment",
    take(element) {
      const paragraphs = [...childrenOf(element)].filter(({ name }) => name === "w:p");
      const text = paragraphs
        .flatMap((paragraph) => reader.read(paragraph))
        .map((paragraph) => wordsOf(paragraph).trim())
        .filter((words) => words !== "")
        .join("\n");
      const date = element.attrs["w:date"] ?? "";
      found.push({
        id: element.attrs["w:id"] ?? "",
        author: (element.attrs["w:author"] ?? "").trim().toWellFormed(),
        at: Number.isNaN(Date.parse(date)) ? "" : new Date(date).toISOString(),
        text,
        paragraph: paragraphs.at(-1)?.attrs["w14:paraId"] ?? "",
      });
    },
  });
  const more = new Map<string, { parent: string; done: boolean }>();
  for (const { name, attrs } of extended ? childrenOf(extended) : []) {
    if (name !== "w15:commentEx") continue;
    more.set(attrs["w15:paraId"] ?? "", {
      parent: attrs["w15:paraIdParent"] ?? "",
      done: /^(1|true)$/.test(attrs["w15:done"] ?? ""),
    });
  }
  const byParagraph = new Map(
    found.filter(({ paragraph }) => paragraph !== "").map((comment) => [comment.paragraph, comment.id]),
  );
  return found.map(({ paragraph, ...comment }) => {
    const facts = paragraph === "" ? undefined : more.get(paragraph);
    return { ...comment, answers: (facts && byParagraph.get(facts.parent)) ?? null, done: facts?.done ?? false };
  });
}
