import type { NegotiationView } from "@adref/protocol";

/** What every part of the set-up works with. */
export interface PartProps {
  readonly negotiation: NegotiationView;
  /** Something was put on the record: the negotiation is to be asked for again. */
  readonly changed: () => void;
  /** Goes on to the next step, where there are steps. */
  readonly next?: () => void;
}
