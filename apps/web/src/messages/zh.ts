import { accessZh } from "./access.zh.ts";
import { appZh } from "./app.zh.ts";
import { commentsZh } from "./comments.zh.ts";
import { compareZh } from "./compare.zh.ts";
import { consoleZh } from "./console.zh.ts";
import { deskZh } from "./desk.zh.ts";
import type { en } from "./en.ts";
import { exchangeZh } from "./exchange.zh.ts";
import { historyZh } from "./history.zh.ts";
import { layerZh } from "./layer.zh.ts";
import { proposingZh } from "./proposing.zh.ts";
import { readingZh } from "./reading.zh.ts";
import { startZh } from "./start.zh.ts";
import type { Translation } from "./translation.ts";

/** The interface in Chinese; docs/languages.md says which words stand for which. */
export const zh: Translation<typeof en> = {
  ...appZh,
  ...accessZh,
  ...commentsZh,
  ...compareZh,
  ...consoleZh,
  ...deskZh,
  ...exchangeZh,
  ...historyZh,
  ...layerZh,
  ...proposingZh,
  ...readingZh,
  ...startZh,
};
