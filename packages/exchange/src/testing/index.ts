export { readWord, type WordPaper } from "./read-word.ts";
