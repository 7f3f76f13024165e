import { accessUr } from "./access.ur.ts";
import { appUr } from "./app.ur.ts";
import type { Translation } from "./catalogues.ts";
import { commentsUr } from "./comments.ur.ts";
import { compareUr } from "./compare.ur.ts";
import type { en } from "./en.ts";
import { exchangeUr } from "./exchange.ur.ts";
import { historyUr } from "./history.ur.ts";

/** The interface in Urdu; docs/languages.md says which words stand for which. */
export const ur: Translation<typeof en> = {
  ...appUr,
  ...accessUr,
  ...commentsUr,
  ...compareUr,
  ...exchangeUr,
  ...historyUr,
};
