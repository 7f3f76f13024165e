export { HeadlessEditor, type Rewrite } from "./headless.ts";
