import type { Status } from "@adref/schema";

const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  next: "M4 6l4 4 4-4",
  previous: "M4 10l4-4 4 4",
  back: "M10 4L6 8l4 4",
  fold: "M6 4l4 4-4 4",
  menu: "M3 4.5h10M3 8h7M3 11.5h10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  search: "M7 2.75a4.25 4.25 0 100 8.5 4.25 4.25 0 000-8.5zM10.2 10.2L13.5 13.5",
  done: "M3.5 8.5l3 3 6-7",
  refused: "M8 3.5v5.5M8 12v.01",
  saved: "M3.5 8.5l3 3 6-7",
  saving: "M8 3v2M8 11v2M3 8h2M11 8h2",
  offline: "M2.5 8a5.5 5.5 0 018-4.9M13.5 8a5.5 5.5 0 01-8 4.9M3 13L13 3",
  swap: "M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13",
  history: "M2.8 8a5.2 5.2 0 105.2-5.2c-1.9 0-3.4.9-4.4 2.4M3.4 2.6v2.8h2.8M8 5.2V8l2 1.4",
  comment: "M2.75 3.25h10.5v7.5H8l-3 2.5v-2.5H2.75z",
  globe:
    "M8 2.25a5.75 5.75 0 100 11.5 5.75 5.75 0 000-11.5zM2.5 8h11M8 2.25c-3.4 3.6-3.4 7.9 0 11.5M8 2.25c3.4 3.6 3.4 7.9 0 11.5",
  filter: "M2.5 4h11M4.5 8h7M6.5 12h3",
  parked: "M6 4v8M10 4v8",
  propose: "M8 3.5v9M3.5 8h9",
  lock: "M3.75 7.25h8.5v6h-8.5zM5.25 7.25V5a2.75 2.75 0 015.5 0v2.25",
} as const;

export type IconName = keyof typeof PATHS;

/** A small line drawing beside words; it never stands for them alone. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

/** The sign of a status. Its shape says it, not its colour: a ring, half a disc, a disc, a disc with a tick. */
export function StatusSign({ status }: { status: Status | "partly" }) {
  return (
    <svg className={`status-sign status-${status}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {status === "agreed-adref" || status === "adopted" ? (
        <circle cx="6" cy="6" r="5" fill="currentColor" />
      ) : (
        <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
      {status === "agreed-group" && <path d="M6 1.7a4.3 4.3 0 010 8.6z" fill="currentColor" />}
      {status === "partly" && <circle cx="6" cy="6" r="1.7" fill="currentColor" />}
      {status === "adopted" && (
        <path d="M3.6 6.2l1.7 1.7 3.2-3.6" fill="none" stroke="var(--paper)" strokeWidth="1.5" />
      )}
    </svg>
  );
}
