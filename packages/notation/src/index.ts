export type { Finding } from "./findings.ts";
export { type Parsed, type ParseOptions, parse } from "./parse.ts";
export { type SerializeOptions, serialize } from "./serialize.ts";
