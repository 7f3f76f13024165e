/** Characters of Word's symbol fonts that papers use, by font and code. */
const SYMBOL: Readonly<Record<number, string>> = {
  34: "∀", 36: "∃", 45: "−", 97: "α", 98: "β", 103: "γ", 100: "δ", 108: "λ", 109: "μ", 112: "π", 115: "σ", 68: "Δ", 83: "Σ", 87: "Ω",
  163: "≤", 176: "°", 177: "±", 179: "≥", 180: "×", 183: "•", 184: "÷", 185: "≠", 174: "→", 172: "←", 210: "®", 211: "©", 212: "™",
}; // biome-ignore format: a table
const WINGDINGS: Readonly<Record<number, string>> = {
  108: "●", 110: "■", 113: "❑", 118: "❖", 119: "⬥", 159: "•", 167: "▪", 168: "☐", 216: "➢", 224: "→", 240: "⇨", 251: "✗", 252: "✓", 253: "☒", 254: "☑",
}; // biome-ignore format: a table

/** The character that `w:sym` shows; null where its font is not known here. */
export function symbolOf(font: string, hex: string): string | null {
  const code = Number.parseInt(hex, 16);
  if (Number.isNaN(code)) return null;
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (/^symbol$/i.test(font)) return SYMBOL[low] ?? null;
  if (/^wingdings/i.test(font)) return WINGDINGS[low] ?? null;
  return low >= 0x20 && low < 0xd800 ? String.fromCharCode(low) : null;
}

/** A bullet as plain characters: those of symbol fonts stand in a private area that no other font shows. */
export function bulletOf(text: string): string {
  const code = text.charCodeAt(0);
  if (code >= 0xf000 && code <= 0xf0ff) return WINGDINGS[code - 0xf000] ?? "•";
  return text === "o" || text === "" || text === "§" ? "•" : text;
}
