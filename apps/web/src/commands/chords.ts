const MAC = /Mac|iP(hone|[oa]d)/.test(globalThis.navigator?.platform ?? "");

/** Names of modifiers and keys as they stand on the reader's keyboard. */
const SIGNS: Readonly<Record<string, string>> = {
  Mod: MAC ? "⌘" : "Ctrl",
  Alt: MAC ? "⌥" : "Alt",
  Shift: MAC ? "⇧" : "Shift",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
};

/** What of a keyboard's event tells a chord. */
export type ChordEvent = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"> & {
  getModifierState?(name: string): boolean;
};

/** A chord as a person reads it: "Mod-Alt-ArrowDown" is "Ctrl Alt ↓" here. */
export function chordSaid(chord: string): string {
  return partsOf(chord)
    .map((part) => SIGNS[part] ?? (part.length === 1 && part !== "?" ? part.toUpperCase() : part))
    .join(" ");
}

/** A chord in the notation of `aria-keyshortcuts`. */
export function chordAria(chord: string): string {
  return partsOf(chord)
    .map((part) => (part === "Mod" ? (MAC ? "Meta" : "Control") : part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}

/**
 * Whether an event is a chord, written as in ProseMirror's keymaps. A letter that is held with others goes by its place on the
 * keyboard, so that it is the same key in a Cyrillic layout; a sign alone goes by what it prints.
 */
export function isChord(event: ChordEvent, chord: string): boolean {
  const parts = partsOf(chord);
  const key = parts.at(-1) as string;
  const mod = parts.includes("Mod");
  const alt = parts.includes("Alt");
  // Where a third level of letters is typed with Alt and Ctrl, what comes is a letter.
  if (alt && event.getModifierState?.("AltGraph")) return false;
  const held = MAC && !alt ? event.metaKey : event.ctrlKey || event.metaKey;
  if (held !== mod || event.altKey !== alt) return false;
  if (key.length > 1) return (event.key === key || event.code === key) && event.shiftKey === parts.includes("Shift");
  if (!mod && !alt) return event.key === key;
  const same = /^[a-z]$/i.test(key) ? event.code === `Key${key.toUpperCase()}` : event.key === key;
  return same && event.shiftKey === parts.includes("Shift");
}

/** Whether a chord is a sign that one also writes with. */
export function isPrinted(chord: string): boolean {
  return chord.length === 1;
}

function partsOf(chord: string): string[] {
  return chord.length === 1
    ? [chord]
    : chord.split("-").map((part, i, all) => (part === "" && i === all.length - 1 ? "-" : part));
}
