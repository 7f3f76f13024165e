export { readJson } from "./read-json.ts";
export { JSON_FORMAT, JSON_VERSION, recordSchema, textSchema } from "./text-schema.ts";
export { writeJson } from "./write-json.ts";
