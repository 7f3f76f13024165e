import type { CompareView, MinutesView, MomentView, ProvenanceView, Timeline } from "@adref/protocol";
import { call } from "../api.ts";

const at = (text: string) => `/api/texts/${encodeURIComponent(text)}`;

/** The past of a text as the server tells it. References are in the spelling of packages/protocol/src/moment-ref.ts. */
export const past = {
  /** `before`: acts that come before this entry. */
  timeline: (text: string, before?: number) =>
    call<Timeline>(`${at(text)}/timeline${before === undefined ? "" : `?before=${before}`}`),
  moment: (text: string, ref: string, signal?: AbortSignal) =>
    call<MomentView>(`${at(text)}/moments/${encodeURIComponent(ref)}`, undefined, signal),
  compare: (text: string, from: string, to: string, signal?: AbortSignal) =>
    call<CompareView>(`${at(text)}/compare?${new URLSearchParams({ from, to })}`, undefined, signal),
  provenance: (text: string, provision: string, ref: string, signal?: AbortSignal) =>
    call<ProvenanceView>(`${at(text)}/provenance?${new URLSearchParams({ provision, at: ref })}`, undefined, signal),
  minutes: (text: string, session: string, signal?: AbortSignal) =>
    call<MinutesView>(`${at(text)}/minutes?${new URLSearchParams({ session })}`, undefined, signal),
};
