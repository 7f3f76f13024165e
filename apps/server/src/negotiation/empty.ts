import type { Directory } from "@adref/protocol";

/** A negotiation before anybody has said anything of it: one person of the Secretariat, who is to set it up. */
export const EMPTY: Directory = {
  id: "negotiation",
  name: "",
  parties: [],
  bodies: [],
  people: [{ id: "secretariat-1", name: "Secretariat", role: "secretariat", party: null, bodies: [], names: true }],
  texts: [],
};
