export { readJson } from "./read-json.ts";
export { recordSchema, textSchema } from "./text-schema.ts";
export { writeJson } from "./write-json.ts";
