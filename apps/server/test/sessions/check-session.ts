import { bodyOf, docOfY, provisionElements, provisionOfNode, provisionOfY, provisionsOf } from "@adref/schema";
import fc from "fast-check";
import { expect } from "vitest";
import type * as Y from "yjs";
import { PARTIES, sampleText } from "./sample.ts";
import { type Move, Session } from "./session.ts";

const who = fc.nat(PARTIES.length - 1);
const at = fc.nat(300);
const just = <T extends string>(kind: T) => fc.constant(kind);

const editing: fc.WeightedArbitrary<Move>[] = [
  { weight: 10, arbitrary: fc.record({ do: just("type"), who, at }) },
  { weight: 4, arbitrary: fc.record({ do: just("backspace"), who, at, times: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: just("cut"), who, at, length: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.record({ do: just("replace"), who, at, length: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.record({ do: just("bracket"), who, at, length: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: just("enter"), who, at }) },
  { weight: 3, arbitrary: fc.record({ do: just("pause"), who }) },
  { weight: 1, arbitrary: fc.record({ do: just("undo"), who }) },
  { weight: 1, arbitrary: fc.record({ do: just("redo"), who }) },
];
const network: fc.WeightedArbitrary<Move>[] = [
  { weight: 1, arbitrary: fc.record({ do: just("part"), who }) },
  { weight: 1, arbitrary: fc.record({ do: just("heal"), who }) },
  { weight: 10, arbitrary: fc.record({ do: just("send"), who }) },
  { weight: 10, arbitrary: fc.record({ do: just("receive"), who }) },
  { weight: 2, arbitrary: fc.record({ do: just("stance"), who, target: fc.nat(20), stance: fc.nat(5) }) },
];
/** What ends brackets and provisions. A withdrawal overtakes what another writes in the option meanwhile, as the chair does. */
const ending: fc.WeightedArbitrary<Move>[] = [
  { weight: 1, arbitrary: fc.record({ do: just("withdraw"), who, pick: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: just("resolve"), bracket: fc.nat(20), how: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ do: just("agree"), provision: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: just("reopen"), provision: fc.nat(20) }) },
];

/** Moves of a session; with a chair who resolves and agrees and delegations that withdraw, or of editing delegations only. */
export function moves(chair: boolean, maxLength: number): fc.Arbitrary<Move[]> {
  const kinds = chair ? [...editing, ...network, ...ending] : [...editing, ...network];
  return fc.array(fc.oneof(...kinds), { maxLength, size: "max" });
}

/** Plays a session and checks what must hold whatever was played. Gives the session, for what it counted. */
export function play(list: readonly Move[]): Session {
  const { words, record } = sampleText();
  const session = new Session(words, record, PARTIES);
  for (const move of list) {
    session.perform(move);
    checkAgreed(session);
  }
  expect(
    session.tally.unlawful,
    "what an editor made of its author's keys, judged as its author sees the text",
  ).toEqual([]);
  session.settle();
  checkReplicas(session);
  checkWords(session);
  checkAgreed(session);
  for (const [key, stance] of session.stances) {
    const [target, party] = key.split("/") as [string, string];
    expect(session.gate.record.stances[target]?.[party]?.stance, `stance of ${party} on ${target}`).toBe(stance);
  }
  return session;
}

const valuesOf = (doc: Y.Doc) => [...provisionElements(bodyOf(doc))].map(provisionOfY);

function checkReplicas(session: Session): void {
  const accepted = valuesOf(session.gate.accepted);
  docOfY(bodyOf(session.gate.accepted)).check();
  for (const peer of session.peers) {
    expect(valuesOf(peer.doc), `the words of ${peer.party}`).toEqual(accepted);
    const shown = provisionsOf(peer.editor.state.doc).map(({ node }) => provisionOfNode(node));
    expect(shown, `what ${peer.party} sees`).toEqual(accepted);
  }
}

/** Every word typed is there once, or its owner or the chair took it away, or it waits in its author's tray. */
function checkWords(session: Session): void {
  const signs = session.signs();
  for (const [sign, party] of session.authorOf) {
    const times = signs.split(sign).length - 1;
    const gone = session.stood.has(sign)
      ? session.removed.has(sign)
      : session.removedByAuthor.has(sign) || session.trays.get(party)?.has(sign);
    expect(times <= 1, `${sign} of ${party} stands ${times} times`).toBe(true);
    expect(times === 1 || gone, `${sign} of ${party} is lost`).toBe(true);
  }
  const { record } = session.gate;
  for (const value of session.provisions().values()) {
    for (const run of value.runs) {
      const options = run.marks.filter((mark) => mark.type === "proposed").map((mark) => mark.attrs.option as string);
      const owners = new Set(
        [...options, ...(value.option ? [value.option] : [])].map((id) => record.options[id]?.owner),
      );
      for (const sign of run.text) {
        const author = session.authorOf.get(sign);
        if (!author || session.adopted.has(sign)) continue;
        expect(owners.has(author), `${sign} of ${author} stands in somebody else's name`).toBe(true);
      }
    }
  }
}

function checkAgreed(session: Session): void {
  if (session.agreedValues.size === 0) return;
  const now = session.provisions();
  for (const [id, value] of session.agreedValues) expect(JSON.stringify(now.get(id)), `agreed ${id}`).toBe(value);
}
