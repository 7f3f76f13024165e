import { createIntl } from "react-intl";
import { describe, expect, test } from "vitest";
import { isolated } from "../src/messages/catalogues.ts";
import { en } from "../src/messages/en.ts";
import { ru } from "../src/messages/ru.ts";
import type { Translation } from "../src/messages/translation.ts";
import { ur } from "../src/messages/ur.ts";
import { zh } from "../src/messages/zh.ts";
import { LANGUAGES, preferredLang } from "../src/settings/language.ts";

const TRANSLATIONS: readonly (readonly [keyof typeof LANGUAGES, Translation<typeof en>])[] = [
  ["ru", ru],
  ["zh", zh],
  ["ur", ur],
];

/** What a message says for values, or null where it cannot be said: a value is missing, or its syntax is broken. */
function said(lang: keyof typeof LANGUAGES, message: string, values: Record<string, number>): string | null {
  let broken = false;
  const { locale } = LANGUAGES[lang];
  const intl = createIntl({ locale, messages: { it: message }, onError: () => (broken = true) });
  const words = intl.formatMessage({ id: "it" }, values) as string;
  return broken ? null : words;
}

/** The names of a message's arguments: those without which it cannot be said. */
function argumentsOf(message: string): string[] {
  const named = [...new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] as string))];
  const all = Object.fromEntries(named.map((name) => [name, 2]));
  return named.filter((name) => {
    const { [name]: _, ...others } = all;
    return [1, 2].some(
      (n) => said("en", message, Object.fromEntries(Object.keys(others).map((one) => [one, n]))) === null,
    );
  });
}

describe.each(TRANSLATIONS)("in %s", (lang, words) => {
  test("no message is missing", () => {
    expect(Object.keys(en).filter((id) => !(id in words))).toEqual([]);
  });

  test("every message can be said of any number", () => {
    for (const [id, message] of Object.entries(words)) {
      const names = argumentsOf(en[id as keyof typeof en]);
      for (const n of [0, 1, 2, 5, 21, 1_000]) {
        const values = Object.fromEntries(names.map((name) => [name, n]));
        expect(said(lang, message, values), `${id}: ${message}`).not.toBe(null);
      }
    }
  });

  test("no message leaves out what the English one tells", () => {
    const left = Object.entries(words).flatMap(([id, message]) => {
      const english = en[id as keyof typeof en];
      // A number that only chooses between words in English may choose nothing in another language.
      const told = (name: string) => english.includes("#") || !english.includes(`{${name}, plural,`);
      return argumentsOf(english)
        .filter((name) => told(name) && !new RegExp(`\\{${name}[,}]`).test(message))
        .map((name) => `${id} {${name}}`);
    });
    expect(left).toEqual([]);
  });

  test("no message was left in English by mistake", () => {
    const same = Object.entries(words).filter(([id, message]) => {
      // Examples show the words that a file is written in.
      if (id.endsWith(".example")) return false;
      const english = en[id as keyof typeof en];
      return message === english && /[a-z]{4,}/.test(english.replace(/\{[^}]*\}/g, ""));
    });
    // Names of programs and of formats are the same everywhere.
    expect(
      same.filter(([, message]) => !/^(?:Adref|Word|JSON|Delete|Akoma Ntoso.*|Ctrl Enter)$/.test(message)),
    ).toEqual([]);
  });
});

test("where Russian tells one from many, it tells a few from both", () => {
  for (const [id, message] of Object.entries(ru)) {
    const plurals = message.match(/, plural,/g)?.length ?? 0;
    const ones = message.match(/\bone \{/g)?.length ?? 0;
    if (plurals === 0 || ones === 0) continue;
    expect(message.match(/\bfew \{/g)?.length, id).toBe(ones);
    expect(message.match(/\bmany \{/g)?.length, id).toBe(ones);
  }
});

test.each([
  [["ru-RU", "en"], "ru"],
  [["kk-KZ", "ru", "en"], "ru"],
  [["zh-Hans-CN"], "zh"],
  [["ur_PK"], "ur"],
  [["fr", "de"], "en"],
  [[], "en"],
])("who reads %j gets %s", (languages, lang) => {
  expect(preferredLang(languages)).toBe(lang);
});

test("codes keep their direction in Urdu", () => {
  const one = isolated({ "export.title": "{symbol} ڈاؤن لوڈ کریں", "past.entry": "اندراج {seq, number}" });
  expect(one["export.title"]).toBe("\u2068{symbol}\u2069 ڈاؤن لوڈ کریں");
  expect(one["past.entry"]).toBe("اندراج {seq, number}");
});
