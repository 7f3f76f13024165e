import { accessRu } from "./access.ru.ts";
import { appRu } from "./app.ru.ts";
import { commentsRu } from "./comments.ru.ts";
import { compareRu } from "./compare.ru.ts";
import { consoleRu } from "./console.ru.ts";
import { deskRu } from "./desk.ru.ts";
import type { en } from "./en.ts";
import { exchangeRu } from "./exchange.ru.ts";
import { historyRu } from "./history.ru.ts";
import { layerRu } from "./layer.ru.ts";
import { proposingRu } from "./proposing.ru.ts";
import { readingRu } from "./reading.ru.ts";
import { startRu } from "./start.ru.ts";
import type { Translation } from "./translation.ts";

/** The interface in Russian; docs/languages.md says which words stand for which. */
export const ru: Translation<typeof en> = {
  ...appRu,
  ...accessRu,
  ...commentsRu,
  ...compareRu,
  ...consoleRu,
  ...deskRu,
  ...exchangeRu,
  ...historyRu,
  ...layerRu,
  ...proposingRu,
  ...readingRu,
  ...startRu,
};
