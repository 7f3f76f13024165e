import { Unreadable } from "./unreadable.ts";

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** Looks at the first bytes of a file that calls itself Word's. Throws Unreadable for what is no archive, saying what to do. */
export function checkKind(bytes: Uint8Array): void {
  if (bytes.length === 0)
    throw new Unreadable("not-readable", "The file is empty. Perhaps it was not saved or sent to the end.");
  const head = ascii(bytes, 0, 512)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) throw oldOffice(bytes);
  if (head.startsWith("PK")) return;
  if (head.startsWith("{\\rtf")) throw other("a Rich Text file (RTF)");
  if (head.startsWith("%PDF")) {
    throw new Unreadable(
      "not-readable",
      "This is a PDF file, in which words have no order that could be trusted. Bring the Word file that it was made from.",
    );
  }
  if (/^<(!doctype html|html|head|body|meta)\b/i.test(head)) throw other("a web page (HTML)");
  if (/^<\?xml|^<[a-z]/i.test(head)) throw other("an XML file");
  throw new Unreadable(
    "not-readable",
    "This is not a Word file (.docx). Open it in the program that it was made with, and save it as .docx.",
  );
}

const other = (what: string) =>
  new Unreadable(
    "not-readable",
    `This is ${what}, though it may be called .docx. Open it in Word or LibreOffice, save it as .docx, and bring that file.`,
  );

/** Old Office files and encrypted new ones are both compound files; the names of their streams tell which. */
function oldOffice(bytes: Uint8Array): Unreadable {
  if (includesUtf16(bytes, "EncryptedPackage")) {
    return new Unreadable(
      "encrypted",
      "The file is protected by a password. Open it in Word, take the password off (File, Info, Protect Document), save it, and bring that file.",
    );
  }
  return new Unreadable(
    "not-readable",
    "This is a file of an old Word (.doc). Open it in Word or LibreOffice, save it as .docx, and bring that file.",
  );
}

function includesUtf16(bytes: Uint8Array, words: string): boolean {
  const wanted = [...words].flatMap((character) => [character.charCodeAt(0), 0]);
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
