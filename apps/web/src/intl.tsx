import { type ReactNode, useEffect } from "react";
import { I18nProvider, useLocale } from "react-aria-components";
import { IntlProvider, type IntlShape, useIntl } from "react-intl";
import { en } from "./messages/en.ts";

export type MessageId = keyof typeof en;
export type MessageValues = Record<string, string | number | Date>;

/** Says a message of the catalogue in the reader's language. */
export type Say = (id: MessageId, values?: MessageValues) => string;

const LOCALE = "en-GB";

/** Gives everything below it the reader's language: messages, dates, numbers and the direction of writing. */
export function Language({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={LOCALE} defaultLocale={LOCALE} messages={en}>
      <I18nProvider locale={LOCALE}>
        <PageDirection />
        {children}
      </I18nProvider>
    </IntlProvider>
  );
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
