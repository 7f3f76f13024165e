import { accessUr } from "./access.ur.ts";
import { appUr } from "./app.ur.ts";
import { commentsUr } from "./comments.ur.ts";
import { compareUr } from "./compare.ur.ts";
import { consoleUr } from "./console.ur.ts";
import { deskUr } from "./desk.ur.ts";
import type { en } from "./en.ts";
import { exchangeUr } from "./exchange.ur.ts";
import { historyUr } from "./history.ur.ts";
import { layerUr } from "./layer.ur.ts";
import { proposingUr } from "./proposing.ur.ts";
import { readingUr } from "./reading.ur.ts";
import { startUr } from "./start.ur.ts";
import type { Translation } from "./translation.ts";

/** The interface in Urdu; docs/languages.md says which words stand for which. */
export const ur: Translation<typeof en> = {
  ...appUr,
  ...accessUr,
  ...commentsUr,
  ...compareUr,
  ...consoleUr,
  ...deskUr,
  ...exchangeUr,
  ...historyUr,
  ...layerUr,
  ...proposingUr,
  ...readingUr,
  ...startUr,
};
