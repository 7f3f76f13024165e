/** The signs of a reference to a moment stay readable in an address. */
const readable = (encoded: string) => encoded.replaceAll("%3A", ":").replaceAll("%40", "@");

/** The address of a text at a moment. */
export function momentPath(text: string, ref: string): string {
  return `/texts/${encodeURIComponent(text)}/at/${readable(encodeURIComponent(ref))}`;
}

/** The address of a comparison of two moments of a text. */
export function comparePath(text: string, from: string, to: string): string {
  return `/texts/${encodeURIComponent(text)}/compare?${readable(new URLSearchParams({ from, to }).toString())}`;
}
