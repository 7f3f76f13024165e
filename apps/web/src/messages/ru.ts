import type { Translation } from "./catalogues.ts";
import type { en } from "./en.ts";

export const ru: Translation<typeof en> = {};
