import type { ProvisionFacts } from "@adref/brackets";
import { isPseudonym } from "@adref/protocol";
import { STANCES, type Status } from "@adref/schema";
import { fullNumber } from "./full-number.ts";
import { listed, partiesOf } from "./labels.ts";
import { ownerOf, type World } from "./world.ts";

/** What stands over a provision: its status, where it came from or is to go, and what parties say of it as a whole. */
export function provisionLabel(world: World, facts: ProvisionFacts, status: Status, parked: boolean): string {
  const { labels } = world;
  const state = status === "open" ? (parked ? labels.parked : "") : labels.status[status];
  return [state, moveOf(world, facts), positionsOn(world, facts.id)].filter(Boolean).join(" · ");
}

/** "Moved from 7(2)" over what is proposed elsewhere, "To be moved to 9(1) (KAZ)" over what stands. */
function moveOf(world: World, facts: ProvisionFacts): string {
  const { record, index, numbers, labels } = world;
  const { whole } = facts;
  const moved = whole ? record.options[whole.option]?.moves : undefined;
  if (whole && moved !== undefined) {
    const view = index.brackets.get(whole.bracket);
    const first = view?.options.find((option) => option.id === whole.option)?.whole[0] === facts.id;
    // Where the words that it is to replace are gone, it is a proposal like any other.
    if (first && view.standing.length > 0) return labels.movedFrom(fullNumber(numbers, moved));
  }
  const away: string[] = [];
  for (const bracket of index.byProvision.get(facts.id) ?? []) {
    for (const option of index.brackets.get(bracket)?.options ?? []) {
      const goal = option.whole[0];
      if (goal === undefined || record.options[option.id]?.moves !== facts.id) continue;
      const parties = listed(partiesOf(record, option.id, ownerOf(world, option.id)));
      away.push(labels.toBeMoved(fullNumber(numbers, goal), parties));
    }
  }
  return away.join(" · ");
}

/** "KAZ, MNG support · UZB opposes": what parties say of the provision as a whole. Withheld names are counted nowhere here. */
export function positionsOn({ record, labels }: World, provision: string): string {
  const said = record.stances[provision];
  if (!said) return "";
  return STANCES.flatMap((stance) => {
    const parties = Object.keys(said)
      .filter((party) => said[party]?.stance === stance && !isPseudonym(party))
      .sort();
    return parties.length > 0 ? [`${listed(parties)} ${labels.stances(stance, parties.length)}`] : [];
  }).join(" · ");
}
