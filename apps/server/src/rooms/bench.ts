import { applyResolution, type BracketIndex, indexBrackets } from "@adref/brackets";
import { type Act, type Person, type Reason, type Restored, reasonOf, type TextInfo } from "@adref/protocol";
import { patchRecord, provisionsOf, type RecordPatch, type ResolutionFacts, type TextValue } from "@adref/schema";
import type { ActVerdict, Ending, HistoryCase, Negotiation } from "../acts/case.ts";
import { judgeAct } from "../acts/judge-act.ts";
import { endedWith } from "../acts/resolutions.ts";
import type { Gate } from "../gate/gate.ts";
import type { RestorePlan } from "../history/plan-restore.ts";
import { writeRestore } from "../history/write-restore.ts";
import { DocView } from "./doc-view.ts";
import { afterNaming, isNaming, type Naming } from "./moments.ts";

/** What the room knows of the text's past and of the negotiation when an act is judged. */
export interface Ground extends Pick<HistoryCase, "head" | "past" | "undoing"> {
  readonly negotiation: Negotiation;
}

/** What an act does: the update of the words (empty where they stay) and the patch of the record. */
export type Performed =
  | {
      readonly accepted: true;
      readonly update: Uint8Array;
      readonly patch: RecordPatch;
      readonly restored?: Restored;
      readonly about?: readonly string[];
      /** The act as the ledger keeps it, where it is not word for word what was asked for. */
      readonly act?: Act;
    }
  | { readonly accepted: false; readonly refusal: Reason };

/** The gate with a view on its words, kept up as they change, and the index of their brackets. */
export class Bench {
  readonly gate: Gate;
  readonly #view: DocView;
  #index: BracketIndex | undefined;
  #ids: { readonly doc: TextValue["doc"]; readonly ids: ReadonlySet<string> } | null = null;

  /** The named moments, with those of acts that wait to become durable. */
  #moments: readonly Naming[];

  constructor(gate: Gate, moments: readonly Naming[]) {
    this.gate = gate;
    this.#moments = moments;
    this.#view = new DocView(gate.accepted);
  }

  get doc(): TextValue["doc"] {
    return this.#view.doc;
  }

  get index(): BracketIndex {
    this.#index = indexBrackets(this.doc, this.#index);
    return this.#index;
  }

  /**
   * Judges an act and, where it is accepted, does it: the words through the gate, as the server's own change, and the
   * record. A bracket that stood in words which went with the act ends with it. `ground` is what acts about the past need.
   */
  perform(act: Act, person: Person, text: TextInfo, at: string, ground: Ground): Performed {
    const { gate } = this;
    const before = this.index;
    const hasProvision = (id: string) => this.#has(id);
    const { negotiation, ...known } = ground;
    const history = { ...known, doc: this.doc, moments: this.#moments };
    const { record } = gate;
    const verdict = judgeAct({ act, person, text, negotiation, index: before, hasProvision, record, at, history });
    if (!verdict.accepted) return verdict;
    if (isNaming(act)) this.#moments = afterNaming(this.#moments, act, person.id, at);
    const about = verdict.about && { about: verdict.about };
    if (verdict.restores) return { ...this.#restore(verdict.restores, verdict.patch), ...about };
    const words = verdict.ends ? this.#end(verdict.ends) : { update: new Uint8Array(), refusal: null };
    if (words.refusal) return { accepted: false, refusal: words.refusal };
    const patch = verdict.ends ? this.#withEnded(verdict, before, person, at) : verdict.patch;
    gate.record = patchRecord(gate.record, patch);
    return { accepted: true, update: words.update, patch, ...about };
  }

  #restore({ plan, restored }: { plan: RestorePlan; restored: Restored }, patch: RecordPatch): Performed {
    const update = this.gate.change((body) => writeRestore(body, plan));
    this.gate.record = patchRecord(this.gate.record, patch);
    return { accepted: true, update, patch, restored };
  }

  /** Ends a bracket in the words. The refusal is the plan's, which writes nothing where it refuses. */
  #end({ bracket, how }: { bracket: string; how: Ending }): { update: Uint8Array; refusal: Reason | null } {
    let refusal: Reason | null = null;
    const update = this.gate.change((body) => {
      const effect = applyResolution(body, bracket, how);
      if (!effect.resolved) refusal = reasonOf(effect.why);
    });
    return { update, refusal };
  }

  #withEnded(verdict: ActVerdict & { accepted: true }, before: BracketIndex, person: Person, at: string): RecordPatch {
    const after = this.index;
    const outer = verdict.ends?.bracket ?? "";
    const resolutions: Record<string, ResolutionFacts | null> = { ...verdict.patch.resolutions };
    for (const id of before.order) {
      if (id === outer || after.brackets.has(id)) continue;
      resolutions[id] = endedWith(outer, at, person.id);
    }
    return { ...verdict.patch, resolutions };
  }

  #has(id: string): boolean {
    const { doc } = this;
    if (this.#ids?.doc !== doc) {
      this.#ids = { doc, ids: new Set(provisionsOf(doc).map(({ node }) => node.attrs.id as string)) };
    }
    return this.#ids.ids.has(id);
  }
}
