import type { Page } from "playwright-core";

/** What a page is shown in: a language of the interface and a theme. */
export interface Look {
  readonly lang: "en" | "ru" | "zh" | "ur";
  readonly theme: "light" | "dark";
}

/** Every language in both themes. */
export const LOOKS: readonly Look[] = (["en", "ru", "zh", "ur"] as const).flatMap((lang) =>
  (["light", "dark"] as const).map((theme) => ({ lang, theme })),
);

/** The locales of the languages, as the page names its own. */
const LOCALES = { en: "en-GB", ru: "ru-RU", zh: "zh-Hans-CN", ur: "ur-PK" } as const;

/** Shows an open page in a language and a theme, as if they had been chosen in another window of the same browser. */
export async function wear(page: Page, { lang, theme }: Look): Promise<void> {
  await page.evaluate(
    ([lang, theme]) => {
      for (const [name, value] of Object.entries({ language: lang, theme })) {
        const key = `adref.device.${name}`;
        localStorage.setItem(key, value as string);
        dispatchEvent(new StorageEvent("storage", { key }));
      }
    },
    [lang, theme] as const,
  );
  await page.waitForFunction(
    ([locale, theme]) => document.documentElement.lang === locale && document.documentElement.dataset.theme === theme,
    [LOCALES[lang], theme] as const,
  );
}
