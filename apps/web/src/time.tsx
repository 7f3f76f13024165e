import { useEffect, useState } from "react";
import { type IntlShape, useIntl } from "react-intl";
import { useSay } from "./intl.tsx";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago a moment was, in the reader's language: "3 minutes ago", and after a week its date; `short` as narrow as the
 * language allows. `at` is ISO 8601; "" where it is no moment.
 */
export function agoOf(intl: IntlShape, at: string, now: number, justNow: string, short = false): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return "";
  const past = Math.max(0, now - then);
  if (past < MINUTE) return justNow;
  const how = short ? ({ numeric: "always", style: "narrow" } as const) : ({ numeric: "auto" } as const);
  if (past < HOUR) return intl.formatRelativeTime(-Math.floor(past / MINUTE), "minute", how);
  if (past < DAY) return intl.formatRelativeTime(-Math.floor(past / HOUR), "hour", how);
  if (past < 7 * DAY) return intl.formatRelativeTime(-Math.floor(past / DAY), "day", how);
  return intl.formatDate(then, { day: "numeric", month: "short", ...(short ? {} : { year: "numeric" }) });
}

/** A moment as its age, with the full date and time as its title; it keeps itself current. */
export function Ago({ at, short = false }: { at: string; short?: boolean }) {
  const intl = useIntl();
  const say = useSay();
  const now = useMinute();
  const words = agoOf(intl, at, now, say("time.now"), short);
  if (words === "") return null;
  return (
    <time dateTime={at} title={intl.formatDate(at, { dateStyle: "long", timeStyle: "short" })}>
      {words}
    </time>
  );
}

/** A moment as a date, with or without its time of day. */
export function On({ at, time = false }: { at: string; time?: boolean }) {
  const intl = useIntl();
  return (
    <time dateTime={at}>{intl.formatDate(at, { dateStyle: "long", ...(time ? { timeStyle: "short" } : {}) })}</time>
  );
}

/** The present, renewed once a minute. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}
