import type { NegotiationView } from "@adref/protocol";

/** The steps of setting a negotiation up, in order. */
export const STEPS = ["name", "parties", "bodies", "people", "text", "invitations"] as const;
export type Step = (typeof STEPS)[number];

/** The steps whose work is there already. Nobody can tell whether invitations were sent: that one stays open. */
export function doneSteps({ name, parties, bodies, people, texts }: NegotiationView): ReadonlySet<Step> {
  const here = people.filter(({ ended }) => ended === undefined);
  return new Set(
    STEPS.filter((step) => {
      if (step === "name") return name !== "";
      if (step === "parties") return parties.length > 0;
      if (step === "bodies") return bodies.length > 0;
      if (step === "people") return here.some(({ role }) => role === "delegation");
      return step === "text" && texts.length > 0;
    }),
  );
}

/** Whether so little is there that the Secretariat is led to the set-up by itself. */
export function isBare({ name }: NegotiationView): boolean {
  return name === "";
}

/** Whether something that every negotiation needs is missing. */
export function isUnfinished(negotiation: NegotiationView): boolean {
  return doneSteps(negotiation).size < STEPS.length - 1;
}
