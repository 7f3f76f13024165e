/** What may not follow a space that stood before words which are left out: another space, a stop, the end. */
const SEAM = /^(?:[\s,;:.!?)\]]|$)/;

/**
 * Joins what is kept of a line: where something between was left out, a space before the hole goes if another, a stop or the
 * end follows. `left out` are nulls.
 */
export function closeHoles<T extends { readonly text: string }>(line: readonly (T | null)[]): T[] {
  const out: T[] = [];
  let hole = false;
  const trim = () => {
    const last = out.at(-1);
    if (last?.text.endsWith(" ")) out[out.length - 1] = { ...last, text: last.text.slice(0, -1) };
  };
  for (const one of line) {
    if (one === null) hole = true;
    else if (one.text === "") out.push(one);
    else {
      if (hole && SEAM.test(one.text)) trim();
      hole = false;
      out.push(one);
    }
  }
  if (hole) trim();
  return out;
}
