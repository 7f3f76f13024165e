export { readAkn } from "./read-akn.ts";
export { type AknOptions, writeAkn } from "./write-akn.ts";
