import { type Act, type ActType, reasonOf } from "@adref/protocol";
import { type CommentFacts, type OptionFacts, provisionsOf, type RecordPatch } from "@adref/schema";
import { judgeAct } from "../acts/judge-act.ts";
import type { Performed } from "../rooms/bench.ts";
import { asDrafter, type LayerBench, type PrivateCase, refused } from "./layer-bench.ts";
import { chosenOf } from "./proposals.ts";

const NO_WORDS = new Uint8Array();

/** What is done in a layer besides tabling. Nothing of it is about the text, and nobody else hears of it. */
const PRIVATE_ACTS: readonly ActType[] = [
  "stance",
  "explain",
  "comment",
  "edit-comment",
  "settle-comment",
  "withdraw-comment",
  "discard",
];

/** Does an act on a layer, which goes into the party's own record and nowhere else. */
export function performPrivately(bench: LayerBench, given: PrivateCase): Performed {
  const { act, person, text, negotiation, at } = given;
  if (!PRIVATE_ACTS.includes(act.type)) return refused(reasonOf("not-your-act"));
  if (act.type === "discard") return discard(bench, act);
  const { gate, fork } = bench;
  // Of comments only the party's own can be changed here; those of the text are the text's.
  const record = changesComment(act) ? { ...gate.record, comments: fork.own.comments } : gate.record;
  const hasProvision = (id: string) => provisionsOf(bench.doc).some(({ node }) => node.attrs.id === id);
  const drafter = asDrafter(person);
  const verdict = judgeAct({ act, person: drafter, text, negotiation, index: bench.index, hasProvision, record, at });
  if (!verdict.accepted) return verdict;
  if (verdict.ends || verdict.restores) return refused(reasonOf("not-your-act"));
  return { accepted: true, update: NO_WORDS, patch: inOwnName(verdict.patch, person.party) };
}

/** What the party says beside the words, it says under its own code. */
function inOwnName(patch: RecordPatch, party: string): RecordPatch {
  if (!patch.comments) return patch;
  const comments: Record<string, CommentFacts | null> = {};
  for (const [id, facts] of Object.entries(patch.comments)) {
    comments[id] = facts && { ...facts, party };
  }
  return { ...patch, comments };
}

function changesComment(act: Act): boolean {
  return act.type === "edit-comment" || act.type === "settle-comment" || act.type === "withdraw-comment";
}

function discard(bench: LayerBench, { options: asked }: Extract<Act, { type: "discard" }>): Performed {
  const { fork } = bench;
  const lost: Record<string, OptionFacts> = {};
  for (const id of asked) {
    const { lost: words, ...facts } = fork.own.options[id] ?? {};
    if (words) lost[id] = facts as OptionFacts;
  }
  const chosen = chosenOf(bench, asked);
  const nothing = chosen.options.size === 0 && chosen.brackets.size === 0;
  if (nothing && Object.keys(lost).length === 0) return refused(reasonOf("no-such-option"));
  const update = nothing ? NO_WORDS : fork.discard(chosen);
  return { accepted: true, update, patch: { options: lost } };
}
