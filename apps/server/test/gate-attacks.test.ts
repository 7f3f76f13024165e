import { BODY, bodyOf, patchRecord } from "@adref/schema";
import { afterAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bodyHash } from "../src/gate/body-hash.ts";
import type { Gate } from "../src/gate/gate.ts";
import { ATTACKS } from "./gate-attack-kinds.ts";
import { actHonestly } from "./gate-honest.ts";
import { othersText, proposalsText, seenText } from "./gate-oracle.ts";
import { AT, Chance, gateOf, isConflict, Peer, sample, sampleRecord, seedClientIds } from "./gate-support.ts";

/**
 * Ten thousand attacks by a delegate of UZB while three honest delegates write. After each, what a bystander sees, who is fed
 * with what the gate passed on, is what it was, unless the attack happened to be a lawful change by UZB: and that is decided
 * by an oracle of its own (gate-oracle.ts). Honest changes must go on being taken.
 */
const SEED = Number(process.env.ADREF_SEED ?? 20260902);
const ROUNDS = 25;
const ATTACKS_A_ROUND = 430;

const counts = new Map<string, { sent: number; taken: number }>();
const refusals = new Map<string, number>();

/** What must have stopped some attack, so that the attacks are known to reach every lock. */
const SEEN = [
  ...["malformed", "content", "gap", "foreign-client", "unknown-root", "too-large", "open-mark", "churn", "locked"],
  ...["others-words", "others-marks", "others-provision", "structure", "duplicate-id", "half-proposed", "option-moved"],
  ...["bracket-ended", "id-clash", "bad-id"],
];

interface Negotiation {
  readonly gate: Gate;
  readonly bystander: Peer;
  readonly honest: readonly Peer[];
  readonly seen: Uint8Array[];
}

function begin(): Negotiation {
  const resolved = patchRecord(sampleRecord, { resolutions: { bEnded: { kind: "delete", at: AT, by: "chair" } } });
  const gate = gateOf(sample, resolved);
  const honest = ["KAZ", "UZB", "MNG"].map((party) => new Peer(`${party}-honest`, party, gate.encode()));
  for (const peer of honest) gate.reserve(peer.doc.clientID, peer.person);
  return { gate, honest, bystander: new Peer("reader", "TJK", gate.encode()), seen: [] };
}

function attack(negotiation: Negotiation, name: string, chance: Chance, underWay: Uint8Array | null, label: string) {
  const { gate, honest, bystander, seen } = negotiation;
  const mallory = new Peer("mallory", "UZB", gate.encode());
  const others = [...honest.map(({ doc }) => doc.clientID), gate.accepted.clientID];
  const update = ATTACKS.get(name)?.({ mallory, chance, others, seen, underWay }) ?? null;
  if (!update) return;
  const words = gate.bodyHash();
  const offer = mallory.offer(gate, update);
  mallory.doc.destroy();
  const count = counts.get(name) ?? { sent: 0, taken: 0 };
  count.sent += 1;
  counts.set(name, count);
  if (offer.taken && !offer.nothingNew) {
    count.taken += 1;
    const before = othersText(bystander.body, "UZB", gate.record);
    for (const peer of [bystander, ...honest]) peer.receive(offer.update);
    seen.push(offer.update);
    expect(othersText(bystander.body, "UZB", gate.record), label).toBe(before);
    expect(bodyHash(bystander.body), label).toBe(bodyHash(bodyOf(gate.accepted)));
  } else {
    if (!offer.taken) refusals.set(offer.refusal.id, (refusals.get(offer.refusal.id) ?? 0) + 1);
    expect(gate.bodyHash(), label).toBe(words);
  }
  checkDocument(gate, bystander, label);
}

/** Offers what an honest peer wrote. Only a true conflict may stand in its way. */
function deliver({ gate, honest, bystander, seen }: Negotiation, peer: Peer, label: string): void {
  while (peer.sent.length > 0) {
    const update = peer.sent.shift() as Uint8Array;
    const offer = peer.offer(gate, update);
    if (!offer.taken) {
      expect(isConflict(offer.refusal.id, update) || offer.refusal, label).toBe(true);
      peer.restart(gate.encode());
      gate.reserve(peer.doc.clientID, peer.person);
    } else if (!offer.nothingNew) {
      seen.push(offer.update);
      for (const other of [bystander, ...honest]) if (other !== peer) other.receive(offer.update);
    }
  }
}

function checkDocument(gate: Gate, bystander: Peer, label: string): void {
  const { accepted } = gate;
  const waiting = [accepted, bystander.doc].map(({ store }) => store.pendingStructs ?? store.pendingDs);
  expect([...accepted.share.keys(), ...waiting], label).toEqual([BODY, null, null]);
  expect(Y.getState(accepted.store, accepted.clientID), label).toBe(0);
}

describe("a hostile Secretariat", () => {
  for (let round = 0; round < 3; round++) {
    const seed = SEED + 500 + round;
    test(`never changes a proposal, an agreed provision, or which brackets there are (seed ${seed})`, () => {
      const chance = new Chance(seed);
      seedClientIds(seed);
      let taken = 0;
      for (let i = 0; i < 400; i++) {
        // Anew each time: the Secretariat may lawfully delete what the next attack needs.
        const { gate, bystander } = begin();
        const name = chance.of([...ATTACKS.keys()]);
        const label = `seed ${seed}, attack ${i}: ${name}`;
        const mallory = new Peer("secretariat", null, gate.encode());
        const update = ATTACKS.get(name)?.({
          mallory,
          chance,
          others: [gate.accepted.clientID],
          seen: [],
          underWay: null,
        });
        if (!update) continue;
        const before = proposalsText(bystander.body, gate.record);
        const offer = mallory.offer(gate, update);
        mallory.doc.destroy();
        if (offer.taken && !offer.nothingNew) {
          taken += 1;
          expect(offer.patch, label).toEqual({});
          bystander.receive(offer.update);
        }
        expect(proposalsText(bystander.body, gate.record), label).toBe(before);
        checkDocument(gate, bystander, label);
      }
      expect(taken).toBeGreaterThan(20);
    });
  }
});

describe("a hostile client", () => {
  for (let round = 0; round < ROUNDS; round++) {
    const seed = SEED + round;
    test(`never changes what others see (seed ${seed})`, () => {
      const chance = new Chance(seed);
      seedClientIds(seed);
      const names = [...ATTACKS.keys()];
      const negotiation = begin();
      const { gate, honest, bystander } = negotiation;
      let ids = 0;
      let written = 0;
      for (let i = 0; i < ATTACKS_A_ROUND; i++) {
        const peer = chance.of(honest);
        const acts = chance.percent(25);
        if (acts) {
          actHonestly(
            peer,
            gate.record,
            chance,
            () => `w${++written}x`,
            () => `h${seed}-${++ids}`,
          );
        }
        const underWay = peer.sent[0] ?? null;
        const name = chance.of(names);
        attack(negotiation, name, chance, underWay, `seed ${seed}, attack ${i}: ${name}`);
        deliver(negotiation, peer, `seed ${seed}, honest change after attack ${i}: ${name}`);
      }
      for (const peer of honest) expect(seenText(peer.body)).toBe(seenText(bystander.body));
    });
  }

  afterAll(() => {
    const sent = [...counts.values()].reduce((sum, count) => sum + count.sent, 0);
    expect(sent, "attacks that were sent").toBeGreaterThanOrEqual(10_000);
    for (const name of ATTACKS.keys()) expect(counts.get(name)?.sent ?? 0, name).toBeGreaterThan(20);
    for (const id of SEEN) expect(refusals.get(id) ?? 0, id).toBeGreaterThan(0);
  });
});
