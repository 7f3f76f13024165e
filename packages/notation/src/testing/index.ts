export { textKey } from "./text-key.ts";
export { anyText } from "./texts.ts";
