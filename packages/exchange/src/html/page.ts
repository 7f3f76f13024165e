import type { Cover } from "../cover.ts";
import { escapeHtml, shownHtml } from "./escape.ts";
import { styleOf } from "./style.ts";

/** What a whole page is made of besides its words. */
export interface Page {
  readonly cover: Cover;
  /** The attributes of the root element, each with a space before it. */
  readonly attributes?: string;
  readonly main: string;
  /** Facts for those who read the file again; they are not shown. */
  readonly facts?: string;
  readonly style?: string;
  readonly landscape?: boolean;
}

/**
 * A whole file of HTML. It asks nothing of the network and runs nothing, and its policy says so, so that whoever opens it
 * need not take our word for it.
 */
export function pageOf({ cover, attributes = "", main, facts, style = "", landscape = false }: Page): string {
  const running = cover.revision ? `${cover.symbol} · ${cover.revision}` : `${cover.symbol} · ${cover.date}`;
  const margins = { running, distribution: cover.distribution ?? "" };
  return `<!DOCTYPE html>
<html${languageOf(cover.language)}${attributes}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shownHtml(`${cover.symbol} ${cover.title}`.trim())}</title>
<style>${styleOf(margins, landscape)}${style}</style>
</head>
<body>
<div class="sheet">
${coverBlock(cover)}
<main>
${main}
</main>
</div>
${facts === undefined ? "" : `<template data-facts="record">${escapeHtml(facts)}</template>\n`}</body>
</html>
`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  english: "en",
  russian: "ru",
  chinese: "zh",
  french: "fr",
  spanish: "es",
  arabic: "ar",
};

/** The code of a language by its English name, `null` where it is not among those that papers are written in. */
export function languageCode(language: string | undefined): string | null {
  return LANGUAGES[language?.toLowerCase() ?? ""] ?? null;
}

function languageOf(language: string | undefined): string {
  const code = languageCode(language);
  return code === null ? "" : ` lang="${code}"`;
}

function coverBlock(cover: Cover): string {
  const facts = [
    cover.distribution ? `<strong>${shownHtml(cover.distribution)}</strong>` : "",
    shownHtml(cover.revision ? `${cover.revision} · ${cover.date}` : cover.date),
    cover.language ? `<em>Original: ${shownHtml(cover.language)}</em>` : "",
  ].filter((line) => line !== "");
  const optional = (name: string, text: string | undefined) =>
    text ? [`<p class="${name}">${shownHtml(text)}</p>`] : [];
  return [
    `<header class="cover" data-paper>`,
    `<div class="cover-top"><span>${shownHtml(cover.secretariat ?? "")}</span><span>${shownHtml(cover.symbol)}</span></div>`,
    `<div class="cover-facts">${facts.map((line) => `<p>${line}</p>`).join("")}</div>`,
    ...optional("cover-title", cover.title),
    ...optional("cover-subtitle", cover.subtitle),
    ...optional("cover-subtitle", cover.body),
    ...optional("cover-kind", cover.kind),
    ...optional("cover-note", cover.note),
    ...(cover.lines ?? []).flatMap((line) => optional("cover-lines", line)),
    "</header>",
  ].join("\n");
}
