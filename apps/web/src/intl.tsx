import { type ReactNode, useEffect, useState } from "react";
import { I18nProvider, useLocale } from "react-aria-components";
import { IntlProvider, type IntlShape, useIntl } from "react-intl";
import { catalogueHere, fetchCatalogue } from "./messages/catalogues.ts";
import { en } from "./messages/en.ts";
import { LANGUAGES, type Lang, useLang } from "./settings/language.ts";

export type MessageId = keyof typeof en;
export type MessageValues = Record<string, string | number | Date>;

/** Says a message of the catalogue in the reader's language. */
export type Say = (id: MessageId, values?: MessageValues) => string;

/**
 * Gives everything below it the reader's language: messages, dates, numbers and the direction of writing. When another one is
 * chosen, everything stays in the one before until the new words are here; where they cannot be had, it stays so.
 */
export function Language({ children }: { children: ReactNode }) {
  const shown = useFetched(useLang());
  if (!shown) return null;
  const { locale } = LANGUAGES[shown];
  return (
    <IntlProvider locale={locale} defaultLocale={LANGUAGES.en.locale} messages={catalogueHere(shown) ?? en}>
      <I18nProvider locale={locale}>
        <PageDirection />
        {children}
      </I18nProvider>
    </IntlProvider>
  );
}

/** The last language asked for whose catalogue is here; null before there is any. */
function useFetched(asked: Lang): Lang | null {
  const [fetched, setFetched] = useState<Lang | null>(null);
  const here = catalogueHere(asked) !== null;
  useEffect(() => {
    if (here) {
      setFetched(asked);
      return;
    }
    let dropped = false;
    const settle = (lang: Lang) => {
      if (!dropped) setFetched((before) => (lang === asked ? lang : (before ?? lang)));
    };
    fetchCatalogue(asked).then(
      () => settle(asked),
      () => settle("en"),
    );
    return () => {
      dropped = true;
    };
  }, [asked, here]);
  return here ? asked : fetched;
}

/** Tells the page its language and on which side a line begins. */
function PageDirection() {
  const { locale, direction } = useLocale();
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
  }, [locale, direction]);
  return null;
}

/** The function that says messages. The one way in which components come to words. */
export function useSay(): Say {
  return sayOf(useIntl());
}

const sayers = new WeakMap<IntlShape, Say>();

function sayOf(intl: IntlShape): Say {
  let say = sayers.get(intl);
  if (!say) {
    say = (id, values) => intl.formatMessage({ id }, values) as string;
    sayers.set(intl, say);
  }
  return say;
}
