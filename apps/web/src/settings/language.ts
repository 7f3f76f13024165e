import { setting, useSetting } from "./device.ts";

/** The languages of the interface, each by its own name, with the locale that its dates, numbers and plurals follow. */
export const LANGUAGES = {
  en: { name: "English", locale: "en-GB" },
  ru: { name: "Русский", locale: "ru-RU" },
  zh: { name: "简体中文", locale: "zh-Hans-CN" },
  ur: { name: "اردو", locale: "ur-PK" },
} as const;

export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as readonly Lang[];

/** Which language was chosen on this device; `system` for the browser's. */
export const language = setting<Lang | "system">("language", ["system", "en", "ru", "zh", "ur"]);

/** The first of the reader's languages that the interface has; English where it has none of them. */
export function preferredLang(languages: readonly string[]): Lang {
  for (const tag of languages) {
    const base = tag.toLowerCase().split(/[-_]/)[0];
    const found = LANGS.find((lang) => lang === base);
    if (found) return found;
  }
  return "en";
}

/** The language to show; renders again when another one is chosen. */
export function useLang(): Lang {
  return resolved(useSetting(language));
}

function resolved(chosen: Lang | "system"): Lang {
  if (chosen !== "system") return chosen;
  return preferredLang(globalThis.navigator?.languages ?? []);
}
