import type { Person } from "@adref/protocol";
import { createContext, useContext } from "react";

/** The people of the negotiation whom the reader may know. */
export const PeopleContext = createContext<readonly Person[]>([]);

/** The people of the negotiation whom the reader may know. */
export function usePeople(): readonly Person[] {
  return useContext(PeopleContext);
}
