import {
  canonicalWords,
  innermost,
  proposalsOn,
  provisionElements,
  provisionOfY,
  withinIn,
  wordsOf,
} from "@adref/schema";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Gate } from "../src/gate/gate.ts";
import { actHonestly } from "./gate-honest.ts";
import { Chance, gateOf, isConflict, Peer, sample, seedClientIds, wholeVerdict } from "./gate-support.ts";

/**
 * Random sessions of honest people at one gate: everybody writes in a document of their own, and what they write reaches the
 * gate, and what the gate takes reaches the others, whenever chance lets it. The same seed gives the same session.
 */
const SEED = Number(process.env.ADREF_SEED ?? 20260901);
const GATE_ONLY = ["churn", "place-gone", "content", "open-mark"];

interface Session {
  readonly gate: Gate;
  readonly peers: readonly Peer[];
  readonly taken: number;
  /** Refusals that were no true conflict. */
  readonly refused: readonly string[];
}

function play(seed: number, gate: Gate, options: { steps: number; quiet: boolean; judgeWhole: boolean }): Session {
  const chance = new Chance(seed);
  seedClientIds(seed);
  const peers = ["KAZ", "UZB", "MNG"].map((party) => new Peer(`${party}-1`, party, gate.encode(), options.quiet));
  const inboxes = new Map(peers.map((peer) => [peer, [] as Uint8Array[]]));
  const refused: string[] = [];
  let taken = 0;
  let words = 0;
  let ids = 0;
  const word = () => `w${++words}x`;
  const id = () => `${"bop"[ids % 3]}${seed}-${++ids}`;

  const deliver = (peer: Peer) => {
    const update = peer.sent.shift();
    if (!update) return;
    const before = options.judgeWhole ? gate.encode() : null;
    const { record } = gate;
    const offer = peer.offer(gate, update);
    if (before) {
      const verdict = wholeVerdict(before, update, peer.actor, record);
      if (offer.taken) expect(verdict, `seed ${seed}`).toMatchObject({ lawful: true });
      else if (!GATE_ONLY.includes(offer.refusal.id)) {
        expect(verdict.lawful ? "lawful" : verdict.refusal.id, `seed ${seed}`).toBe(offer.refusal.id);
      }
    }
    if (!offer.taken) {
      if (!isConflict(offer.refusal.id, update)) refused.push(`${offer.refusal.id} ${offer.refusal.provision ?? ""}`);
      peer.restart(gate.encode());
      inboxes.set(peer, []);
      return;
    }
    taken += 1;
    if (offer.nothingNew) return;
    for (const [other, inbox] of inboxes) if (other !== peer) inbox.push(offer.update);
  };
  const receive = (peer: Peer) => {
    const update = inboxes.get(peer)?.shift();
    if (update) peer.receive(update);
  };
  for (let step = 0; step < options.steps; step++) {
    const peer = chance.of(peers);
    if (chance.percent(50)) {
      actHonestly(peer, gate.record, chance, word, id);
    }
    if (chance.percent(60)) deliver(chance.of(peers));
    for (let i = 0; i < 2; i++) receive(chance.of(peers));
  }
  for (let busy = true; busy; ) {
    busy = false;
    for (const peer of peers) {
      while (peer.sent.length > 0) deliver(peer);
      while ((inboxes.get(peer)?.length ?? 0) > 0) receive(peer);
      busy ||= peer.sent.length > 0;
    }
    busy ||= peers.some((peer) => peer.sent.length > 0 || (inboxes.get(peer)?.length ?? 0) > 0);
  }
  return { gate, peers, taken, refused };
}

describe("honest people", () => {
  for (let i = 0; i < 12; i++) {
    const seed = SEED + i;
    test(`G10 all replicas end with the same words, and whole documents are judged alike (seed ${seed})`, () => {
      const { gate, peers, taken } = play(seed, gateOf(sample), { steps: 150, quiet: true, judgeWhole: true });
      for (const peer of peers)
        expect(canonicalWords(peer.body)).toBe(canonicalWords(gate.accepted.getXmlFragment("body")));
      expect(taken).toBeGreaterThan(20);
    });
  }

  for (let i = 0; i < 6; i++) {
    const seed = SEED + 100 + i;
    test(`G10 clients that tidy formatting by themselves end with the same words too (seed ${seed})`, () => {
      const { gate, peers } = play(seed, gateOf(sample), { steps: 300, quiet: false, judgeWhole: false });
      for (const peer of peers)
        expect(canonicalWords(peer.body)).toBe(canonicalWords(gate.accepted.getXmlFragment("body")));
    });
  }

  test("D1 hardly an honest change is refused, even where three people write in the same paragraphs unseen", () => {
    let taken = 0;
    const refused: string[] = [];
    for (let i = 0; i < 20; i++) {
      const session = play(SEED + 200 + i, gateOf(sample), { steps: 400, quiet: true, judgeWhole: false });
      taken += session.taken;
      refused.push(...session.refused);
    }
    expect(taken).toBeGreaterThan(2_000);
    expect(refused.length, refused.join(", ")).toBeLessThan(taken / 1_000);
  });

  test("G10 agreed provisions and unnamed options stay byte-equal through all of it", () => {
    const { gate } = play(SEED + 300, gateOf(sample), { steps: 600, quiet: true, judgeWhole: false });
    const values = [...provisionElements(gate.accepted.getXmlFragment("body"))].map(provisionOfY);
    const agreed = values.find(({ id }) => id === "agreed");
    expect(agreed && wordsOf(agreed)).toBe("Nothing in this Agreement creates rights for persons.");
    expect(agreed?.runs).toHaveLength(1);
    const p3 = values.find(({ id }) => id === "p3");
    const unnamed = p3?.runs.filter(({ marks }) =>
      innermost(proposalsOn(marks), withinIn(gate.record)).some(({ option }) => option === "oN"),
    );
    expect(unnamed?.map(({ text }) => text).join("")).toBe("and charges ");
  });

  test("a gate made anew from what another kept says the same", () => {
    const { gate } = play(SEED + 400, gateOf(sample), { steps: 200, quiet: true, judgeWhole: false });
    const again = new Gate({ words: gate.encode(), record: gate.record, leases: gate.leases });
    expect(again.bodyHash()).toBe(gate.bodyHash());
    expect(Y.decodeStateVector(again.stateVector())).toEqual(Y.decodeStateVector(gate.stateVector()));
  });
});
