import type { PracticeRequest, PracticeView } from "@adref/protocol";
import { call } from "../api.ts";

const at = (id: string) => `/api/practice/${encodeURIComponent(id)}`;

/** The calls about practice rooms; all else goes to the room as to any text. */
export const practice = {
  begin: (request: PracticeRequest) => call<PracticeView>("/api/practice", request),
  view: (id: string) => call<PracticeView>(at(id)),
  cutLine: (id: string) => call<PracticeView>(`${at(id)}/cues`, { cue: "cut-line" }),
  leave: (id: string) => call<Record<string, never>>(at(id), undefined, undefined, "DELETE"),
};

/** The address of a practice room's page. */
export const practicePath = (id: string) => `/practice/${encodeURIComponent(id)}`;
