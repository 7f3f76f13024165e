import type { Group } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { createContext, useContext } from "react";

/** The groups of parties of the negotiation. */
export const GroupsContext = createContext<readonly Group[]>([]);

/** The groups for which a party speaks. */
export function useGroupsOf(party: PartyCode | null): readonly Group[] {
  const groups = useContext(GroupsContext);
  return party === null ? [] : groups.filter((group) => group.speaker === party);
}

/** What a group is called; its id where the reader does not know it. */
export function useGroupName(): (id: string) => string {
  const groups = useContext(GroupsContext);
  return (id) => groups.find((group) => group.id === id)?.name ?? id;
}
