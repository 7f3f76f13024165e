import { accessRu } from "./access.ru.ts";
import { appRu } from "./app.ru.ts";
import type { Translation } from "./catalogues.ts";
import { commentsRu } from "./comments.ru.ts";
import { compareRu } from "./compare.ru.ts";
import type { en } from "./en.ts";
import { exchangeRu } from "./exchange.ru.ts";
import { historyRu } from "./history.ru.ts";

/** The interface in Russian; docs/languages.md says which words stand for which. */
export const ru: Translation<typeof en> = {
  ...appRu,
  ...accessRu,
  ...commentsRu,
  ...compareRu,
  ...exchangeRu,
  ...historyRu,
};
