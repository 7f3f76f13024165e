/** Letters of a title that an address may have, the first forty, joined by hyphens; "text" where there are none. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  let slug = "";
  for (const word of words ?? []) {
    if (slug.length + word.length > 30) break;
    slug += slug === "" ? word : `-${word}`;
  }
  return slug || "text";
}

/** Ids for a text of this title, the plainest first: customs-protocol, customs-protocol-2, …. */
export function* textIds(title: string): Generator<string> {
  const slug = slugOf(title);
  yield slug;
  for (let n = 2; ; n++) yield `${slug}-${n}`;
}
