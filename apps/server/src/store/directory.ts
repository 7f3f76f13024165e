import type { Directory, TextInfo } from "@adref/protocol";

/** The directory with a text at the end of its texts; the same object where a text of that id is there already. */
export function withText(directory: Directory, { id, title, symbol, body }: TextInfo): Directory {
  if (directory.texts.some((text) => text.id === id)) return directory;
  return { ...directory, texts: [...directory.texts, { id, title, symbol, body }] };
}
