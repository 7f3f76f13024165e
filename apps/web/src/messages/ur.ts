import type { Translation } from "./catalogues.ts";
import type { en } from "./en.ts";

export const ur: Translation<typeof en> = {};
