import { accessZh } from "./access.zh.ts";
import { appZh } from "./app.zh.ts";
import type { Translation } from "./catalogues.ts";
import { commentsZh } from "./comments.zh.ts";
import { compareZh } from "./compare.zh.ts";
import type { en } from "./en.ts";
import { exchangeZh } from "./exchange.zh.ts";
import { historyZh } from "./history.zh.ts";

/** The interface in Chinese; docs/languages.md says which words stand for which. */
export const zh: Translation<typeof en> = {
  ...appZh,
  ...accessZh,
  ...commentsZh,
  ...compareZh,
  ...exchangeZh,
  ...historyZh,
};
