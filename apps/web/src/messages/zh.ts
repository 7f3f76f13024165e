import type { Translation } from "./catalogues.ts";
import type { en } from "./en.ts";

export const zh: Translation<typeof en> = {};
