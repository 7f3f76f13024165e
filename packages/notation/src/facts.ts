import type { StanceWords } from "./attributions.ts";
import { type Group, type OptionDraft, optionId } from "./draft.ts";

/** Collects what the signs of a text say for its record: brackets, their options, and stances. */
export class Facts {
  readonly groups: Group[] = [];
  readonly options: OptionDraft[] = [];
  readonly stances = new Map<string, Map<string, StanceWords>>();

  newGroup(): Group {
    const n = this.groups.length + 1;
    const group: Group = { n, id: `b${n}`, standing: false, options: 0, proposer: null, deleter: null };
    this.groups.push(group);
    return group;
  }

  /** Adds an option to a bracket; the first party that proposes owns the bracket. Returns the option's id. */
  newOption(group: Group, within: string | null, owner: string | null): string {
    const id = optionId(group.n, group.options++);
    this.options.push({ id, group, within, owner });
    group.proposer ??= owner;
    return id;
  }

  /** Notes a party's stance on an option, or on a bracket's standing words where `option` is null. */
  say(group: Group, option: string | null, stance: StanceWords): void {
    const target = option ?? group.id;
    const said = this.stances.get(target);
    if (said) said.set(stance.party, stance);
    else this.stances.set(target, new Map([[stance.party, stance]]));
    if (option === null && stance.stance === "delete") group.deleter ??= stance.party;
  }
}
