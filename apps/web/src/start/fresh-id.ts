/**
 * An id made of a name, with none but Latin letters, digits and hyphens, that is not among those taken. `kind` is what it is made of
 * where the name has no such letters.
 */
export function freshId(name: string, kind: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = (plain || kind).slice(0, 34).replace(/-+$/, "");
  if (plain !== "" && !taken.has(base)) return base;
  for (let n = plain === "" ? 1 : 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
