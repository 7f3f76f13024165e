export { laterText } from "./later-text.ts";
export { LibreOffice, type OfficeAnswer, type OfficeOrder } from "./libreoffice.ts";
export { pngOf } from "./png.ts";
export { readWord, type WordPaper } from "./read-word.ts";
export { commentOf, del, ins, p, r, styled, wordFile } from "./word-file.ts";
