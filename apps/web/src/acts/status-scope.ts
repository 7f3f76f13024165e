import type { AgreedStatus, StatusOffers } from "./status-offers.ts";

/** Some provisions under one name, with what may be done about their status. */
export interface StatusScope {
  readonly name: string;
  readonly offers: StatusOffers;
}

/** What is asked before the status of provisions changes: why they are reopened, or whether so many are to be agreed. */
export type StatusQuestion =
  | { readonly ask: "reopen"; readonly scope: StatusScope }
  | { readonly ask: "agree"; readonly scope: StatusScope; readonly status: AgreedStatus };

/** A status for more provisions than these is asked about once more: a press on a chapter is easily one on an article. */
export const MANY = 10;
