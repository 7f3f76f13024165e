export { LibreOffice, type OfficeAnswer, type OfficeOrder } from "./libreoffice.ts";
export { pngOf } from "./png.ts";
export { readWord, type WordPaper } from "./read-word.ts";
export {
  commentOf,
  del,
  endOf,
  ins,
  noteOf,
  p,
  r,
  styled,
  tbl,
  type WordFileParts,
  wordFile,
  wordParts,
} from "./word-file.ts";
