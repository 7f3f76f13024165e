/** The address of the screen of the room for a text. */
export function screenPath(text: string): string {
  return `/texts/${encodeURIComponent(text)}/screen`;
}
