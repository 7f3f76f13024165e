import { bodyOf, EMPTY_RECORD, patchRecord, provisionOfY, wordsOf, yAttributes } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { GateError } from "../src/gate/accepted-text.ts";
import { bodyHash } from "../src/gate/body-hash.ts";
import { Gate, type Offer } from "../src/gate/gate.ts";
import { forge, format, id, idOf, item, lastOf, type, value, words } from "./gate-forge.ts";
import {
  AT,
  contestedBy,
  gateOf,
  outcomeOf,
  Peer,
  plain,
  proposedAs,
  proposedProvision,
  sample,
  sampleRecord,
} from "./gate-support.ts";

let gate: Gate;
let kaz: Peer;
let uzb: Peer;
let secretariat: Peer;

beforeEach(() => {
  gate = gateOf(sample);
  kaz = new Peer("kaz-1", "KAZ", gate.encode());
  uzb = new Peer("uzb-1", "UZB", gate.encode());
  secretariat = new Peer("sec-1", null, gate.encode());
});

/** The words of a provision as the gate holds them. */
const accepted = (of: string) => {
  const reader = new Peer("reader", "KAZ", gate.encode());
  return wordsOf(provisionOfY(reader.provision(of)));
};

/** What somebody sends by hand, from a client id that nobody used. */
const send = (update: Uint8Array, peer = kaz): string => outcomeOf(peer.offer(gate, update));

describe("what is taken", () => {
  test("D1 a proposal is taken, its ids are claimed, and the update holds exactly what is new", () => {
    const offer = kaz.do(gate, (peer) => {
      peer.text("p2").format(peer.find("p2", "consult"), 7, yAttributes([contestedBy("b1")]));
      peer.write("p2", peer.find("p2", "consult") + 7, "inform", proposedAs("b1", "o1"));
    });
    expect(offer).toMatchObject({
      taken: true,
      nothingNew: false,
      patch: {
        brackets: { b1: { owner: "KAZ", at: AT } },
        options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: AT } },
      },
    });
    expect(gate.record.options.o1?.owner).toBe("KAZ");
    expect(gate.record.brackets.bU?.owner).toBe("UZB");
    uzb.receive((offer as Offer & { taken: true }).update);
    expect(bodyHash(uzb.body)).toBe(gate.bodyHash());
    expect(bodyHash(kaz.body)).toBe(gate.bodyHash());
  });

  test("D1 an id belongs to the first who used it", () => {
    kaz.do(gate, (peer) => peer.write("p2", 0, "x", proposedAs("b1", "o1")));
    uzb.restart(gate.encode());
    expect(outcomeOf(uzb.do(gate, (peer) => peer.write("p2", 5, "y", proposedAs("b1", "o1"))))).toBe("others-words");
    uzb.restart(gate.encode());
    expect(outcomeOf(uzb.do(gate, (peer) => peer.write("p2", 5, "y", proposedAs("b1", "o2"))))).toBe("taken");
  });

  test("G4 the whole document as a client holds it, with all that was ever deleted, is nothing new", () => {
    kaz.do(gate, (peer) => peer.write("p1", 0, "some words ", proposedAs("b1", "o1")));
    kaz.do(gate, (peer) => peer.text("p1").delete(0, 5));
    expect(kaz.offer(gate, Y.encodeStateAsUpdate(kaz.doc))).toMatchObject({ taken: true, nothingNew: true, patch: {} });
    uzb.restart(gate.encode());
    expect(uzb.offer(gate, Y.encodeStateAsUpdate(uzb.doc))).toMatchObject({ taken: true, nothingNew: true });
    expect(send(new Uint8Array([0, 0]))).toBe("nothing new");
  });

  test("G4 after long work offline, known deletions and known words do not count, and only what is new is passed on", () => {
    uzb.do(gate, (peer) => peer.write("p1", 0, "x".repeat(50), proposedAs("bX", "oX")));
    uzb.do(gate, (peer) => peer.text("p1").delete(0, 50));
    kaz.restart(gate.encode());
    kaz.write("p2", 0, "from ", proposedAs("b1", "o1"));
    kaz.write("p2", 5, "afar ", proposedAs("b1", "o1"));
    const offer = kaz.offer(gate, Y.encodeStateAsUpdate(kaz.doc));
    expect(outcomeOf(offer)).toBe("taken");
    expect((offer as Offer & { taken: true }).update.length).toBeLessThan(200);
    expect(accepted("p2")).toMatch(/^from afar The Parties/);
  });

  test("D2 provisions of one's own come, change, and go; also in the cell of a table", () => {
    expect(outcomeOf(kaz.do(gate, (peer) => peer.body.insert(2, [proposedProvision("n1", "b1", "o1", "New.")])))).toBe(
      "taken",
    );
    expect(outcomeOf(kaz.do(gate, (peer) => peer.text("n1").insert(3, "er")))).toBe("taken");
    expect(outcomeOf(kaz.do(gate, (peer) => peer.provision("n1").setAttribute("kind", "item")))).toBe("taken");
    expect(outcomeOf(kaz.do(gate, (peer) => peer.body.delete(2, 1)))).toBe("taken");
    const inCell = (peer: Peer) => {
      const cell = peer.provision("c1").parent as Y.XmlElement;
      cell.insert(1, [proposedProvision("n2", "b2", "o2", "In a cell.")]);
    };
    expect(outcomeOf(kaz.do(gate, inCell))).toBe("taken");
    expect(accepted("n2")).toBe("In a cell.");
  });

  test("D1 two people who begin an empty provision at once are both taken, though it then holds two texts", () => {
    const bare = gateOf(treaty(prop("p1")));
    const people = ["KAZ", "UZB"].map((party) => new Peer(party, party, bare.encode()));
    const offers = people.map((peer, i) => {
      peer.doc.transact(() => {
        const text = new Y.XmlText();
        peer.provision("p1").insert(1, [text]);
        text.insert(0, "words ", yAttributes([proposedAs(`b${i}`, `o${i}`)]));
      });
      return peer.offer(bare, peer.sent[0] as Uint8Array);
    });
    expect(offers.map(outcomeOf)).toEqual(["taken", "taken"]);
    const reader = new Peer("reader", "KAZ", bare.encode());
    expect(wordsOf(provisionOfY(reader.provision("p1")))).toBe("words words ");
  });

  test("S1 the Secretariat writes, splits and joins", () => {
    expect(outcomeOf(secretariat.do(gate, (peer) => peer.text("p2").insert(4, "Contracting ")))).toBe("taken");
    const split = (peer: Peer) => {
      const text = peer.text("p2");
      const at = peer.find("p2", "are encouraged");
      const tail = text.toDelta() as { insert: string; attributes?: Record<string, object> }[];
      const moved = tail.slice(2);
      text.delete(at, text.length - at);
      const second = new Y.XmlElement("provision");
      for (const [name, attr] of Object.entries({ id: "p2b", kind: "paragraph", level: 4 }))
        second.setAttribute(name, attr as string);
      const words2 = new Y.XmlText();
      words2.applyDelta(moved);
      second.insert(0, [words2]);
      peer.body.insert(peer.body.toArray().indexOf(peer.provision("p2")) + 1, [second]);
    };
    expect(outcomeOf(secretariat.do(gate, split))).toBe("taken");
    expect(accepted("p2")).toBe("The Contracting Parties may");
    expect(accepted("p2b")).toBe("are encouraged to consult each other.");
  });

  test("the server's own change is not judged, and its client id is nobody else's", () => {
    const server = gate.accepted.clientID;
    const update = gate.change((body) => {
      const first = body.get(1) as Y.XmlElement;
      (first.get(0) as Y.XmlText).insert(0, "Resolved: ");
      body.delete(4, 1);
    });
    kaz.receive(update);
    expect(bodyHash(kaz.body)).toBe(gate.bodyHash());
    expect(gate.leases.get(server)).toBe("");
    expect(send(forge({ structs: [new Y.GC(id(server, Y.getState(kaz.doc.store, server)), 1)] }))).toBe(
      "foreign-client",
    );
    expect(gate.change(() => {})).toEqual(new Uint8Array());
    expect(outcomeOf(kaz.do(gate, (peer) => peer.write("p1", 0, "x", proposedAs("b1", "o1"))))).toBe("taken");
    expect(outcomeOf(kaz.do(gate, (peer) => peer.body.insert(4, [proposedProvision("n1", "b2", "o2")])))).toBe("taken");
  });

  test("D4 own words come back into a bracket that another put round them, but bring no such bracket anywhere", () => {
    const own = uzb.do(gate, (peer) => peer.write("p1", 0, "mine ", proposedAs("b1", "o1")));
    kaz.receive((own as Offer & { taken: true }).update);
    const back = new Y.UndoManager(uzb.body);
    const bracket = kaz.do(gate, (peer) => peer.text("p1").format(1, 2, yAttributes([contestedBy("bX")])));
    expect(outcomeOf(uzb.do(gate, (peer) => peer.text("p1").delete(0, 5)))).toBe("taken");
    expect(accepted("p1")).not.toContain("mine");
    const forger = new Peer("uzb-2", "UZB", gate.encode());
    const forged = forger.do(gate, (peer) => peer.write("p1", 9, "x", proposedAs("b1", "o1"), contestedBy("bX")));
    expect(outcomeOf(forged)).toBe("foreign-bracket");
    uzb.receive((bracket as Offer & { taken: true }).update);
    expect(outcomeOf(uzb.do(gate, () => back.undo()))).toBe("taken");
    const runs = provisionOfY(new Peer("reader", "KAZ", gate.encode()).provision("p1")).runs;
    expect(runs.find(({ marks }) => marks.some(({ attrs }) => attrs.bracket === "bX"))?.text).toBe("in");
  });

  test("L8 after a resolution the record that the room sets holds at once", () => {
    kaz.do(gate, (peer) => peer.write("p1", 0, "mine ", proposedAs("b1", "o1")));
    gate.record = patchRecord(gate.record, { resolutions: { b1: { kind: "delete", at: AT, by: "chair" } } });
    expect(gate.record.options.o1?.owner).toBe("KAZ");
    expect(outcomeOf(kaz.do(gate, (peer) => peer.write("p2", 0, "again", proposedAs("b1", "o1"))))).toBe(
      "bracket-ended",
    );
    kaz.restart(gate.encode());
    gate.record = patchRecord(gate.record, { statuses: { p1: { status: "agreed-group", at: AT } } });
    expect(outcomeOf(kaz.do(gate, (peer) => peer.text("p1").delete(0, 5)))).toBe("locked");
  });

  test("after a refusal the next change of others is taken", () => {
    expect(outcomeOf(kaz.do(gate, (peer) => peer.text("p1").delete(0, 4)))).toBe("others-words");
    expect(outcomeOf(uzb.do(gate, (peer) => peer.write("p1", 0, "x", proposedAs("b1", "o1"))))).toBe("taken");
    kaz.restart(gate.encode());
    expect(outcomeOf(kaz.do(gate, (peer) => peer.write("p1", 1, "y", proposedAs("b2", "o2"))))).toBe("taken");
  });
});

describe("client ids", () => {
  test("G3 a client id is its first user's for ever, and others cannot continue it", () => {
    kaz.do(gate, (peer) => peer.write("p1", 0, "x", proposedAs("b1", "o1")));
    const { clientID } = kaz.doc;
    expect(gate.leases.get(clientID)).toBe("kaz-1");
    const next = forge({
      structs: [item(clientID, Y.getState(kaz.doc.store, clientID), words("y"), { origin: lastOf(kaz.text("p1")) })],
    });
    expect(send(next, uzb)).toBe("foreign-client");
    const again = new Gate({ words: gate.encode(), record: gate.record, leases: gate.leases });
    expect(outcomeOf(uzb.offer(again, next))).toBe("foreign-client");
  });

  test("G3 a client id with which somebody is connected is held for them before they write", () => {
    expect(gate.reserve(4711, "kaz-1")).toBe(true);
    expect(gate.reserve(4711, "uzb-1")).toBe(false);
    const first = forge({ structs: [new Y.GC(id(4711, 0), 1)] });
    expect(send(first, uzb)).toBe("foreign-client");
    gate.release(4711, "uzb-1");
    expect(send(first, uzb)).toBe("foreign-client");
    gate.release(4711, "kaz-1");
    expect(gate.reserve(4711, "uzb-1"), "whoever left may come back").toBe(false);
    expect(send(first, uzb)).toBe("foreign-client");
    expect(gate.reserve(4711, "kaz-1")).toBe(true);
    expect(send(first, kaz)).toBe("taken");
  });

  test("G3 words of a client id that nobody holds are the server's, and nobody continues them", () => {
    const [client] = Y.decodeStateVector(gate.stateVector()).keys();
    const state = Y.getState(kaz.doc.store, client as number);
    expect(send(forge({ structs: [new Y.GC(id(client as number, state), 1)] }))).toBe("foreign-client");
  });

  test("G1 an update uses few new client ids", () => {
    const structs = Array.from({ length: 101 }, (_, i) => new Y.GC(id(9_000 + i, 0), 1));
    expect(send(forge({ structs }))).toBe("too-large");
  });
});

describe("the form of an update", () => {
  const own = 4242;
  const into = (where: Parameters<typeof item>[3], content: Parameters<typeof item>[2]) =>
    send(forge({ structs: [item(own, 0, content, where)] }));

  test("G1 what is too large is refused", () => {
    expect(send(new Uint8Array(4 * 1024 * 1024 + 1))).toBe("too-large");
    expect(send(forge({ structs: Array.from({ length: 60_001 }, (_, i) => new Y.GC(id(own, i), 1)) }))).toBe(
      "malformed",
    );
  });

  test("G2 what cannot be read is refused", () => {
    for (const bytes of [[], [1], [1, 1], [1, 1, 1, 0, 10, 0], [255, 255, 255, 255, 255, 255, 255, 1]]) {
      expect(send(new Uint8Array(bytes))).toBe("malformed");
    }
    expect(send(forge({ structs: [new Y.GC(id(own, 0), 0)] }))).toBe("malformed");
    expect(send(forge({ structs: [new Y.GC(id(own, 0), 2 ** 31)] }))).toBe("taken");
    expect(send(forge({ structs: [new Y.GC(id(own + 1, 0), 2 ** 40)] }))).toBe("malformed");
    const twice = [new Y.GC(id(own + 2, 0), 1), new Y.GC(id(own + 3, 0), 1), new Y.GC(id(own + 2, 1), 1)];
    expect(send(forge({ structs: twice }))).toBe("malformed");
    expect(send(forge({ structs: [new Y.GC(id(2 ** 53 - 1, 0), 1)] }))).toBe("malformed");
    // From here on ids are those of private layers.
    expect(send(forge({ structs: [new Y.GC(id(2 ** 32, 0), 1)] }))).toBe("foreign-client");
  });

  test("G4 gaps, and everything that would wait, are refused", () => {
    expect(send(forge({ structs: [new Y.GC(id(own, 5), 1)] }))).toBe("gap");
    expect(send(forge({ structs: [new Y.Skip(id(own, 0), 5), new Y.GC(id(own, 5), 1)] }))).toBe("gap");
    expect(into({ origin: id(777, 3) }, words("x"))).toBe("gap");
    expect(into({ rightOrigin: id(777, 3) }, words("x"))).toBe("gap");
    expect(into({ parent: id(777, 3) }, words("x"))).toBe("gap");
    expect(into({ origin: id(own, 7) }, words("x"))).toBe("gap");
    expect(send(forge({ structs: [item(own, 0, words("x"), { origin: id(own, 0) })] }))).toBe("malformed");
    expect(send(forge({ deletes: [[777, 0, 5]] }))).toBe("gap");
    const victim = Y.getState(kaz.doc.store, kaz.doc.clientID);
    expect(send(forge({ deletes: [[kaz.doc.clientID, victim, 23]] }), uzb)).toBe("gap");
    const each = [
      item(own, 0, words("x"), { origin: id(own + 1, 0) }),
      item(own + 1, 0, words("y"), { origin: id(own, 0) }),
    ];
    expect(send(forge({ structs: each }))).not.toBe("taken");
    expect(gate.accepted.store.pendingStructs).toBeNull();
    expect(gate.accepted.store.pendingDs).toBeNull();
  });

  test("G5 nothing is written outside the body", () => {
    expect(into({ parent: "registry", sub: "key" }, value("x".repeat(1_000)))).toBe("unknown-root");
    expect(into({ parent: "body", sub: "hidden" }, value("x"))).toBe("content");
    expect([...gate.accepted.share.keys()]).toEqual(["body"]);
  });

  test("G6 elements, texts and attributes stand where they belong", () => {
    const provision = idOf(kaz.provision("p1"));
    const text = idOf(kaz.text("empty"));
    const cell = idOf(kaz.provision("c1").parent as Y.XmlElement);
    const faults: [Parameters<typeof item>[3], Parameters<typeof item>[2]][] = [
      [{ parent: "body" }, words("x")],
      [{ parent: "body" }, type(new Y.XmlText())],
      [{ parent: "body" }, type(new Y.XmlElement("script"))],
      [{ parent: "body" }, type(new Y.XmlElement("table_row"))],
      [{ parent: "body" }, type(new Y.Map())],
      [{ parent: "body" }, type(new Y.XmlFragment())],
      [{ parent: "body" }, type(new Y.XmlHook("x"))],
      [{ parent: provision }, type(new Y.XmlElement("provision"))],
      [{ parent: provision }, type(new Y.Text())],
      [{ parent: provision }, words("x")],
      [{ parent: provision, sub: "onclick" }, value("x")],
      [{ parent: provision, sub: "toString" }, value("x")],
      [{ parent: provision, sub: "kind" }, value("poem")],
      [{ parent: provision, sub: "level" }, value("4")],
      [{ parent: provision, sub: "id" }, value({ an: "object" })],
      [{ parent: provision, sub: "number" }, value("1", "2")],
      [{ parent: provision, sub: "number" }, value("\u0007")],
      [{ parent: provision, sub: "kind" }, type(new Y.XmlText())],
      [{ parent: text, sub: "hidden" }, value("x")],
      [{ parent: text }, value("x")],
      [{ parent: text }, type(new Y.XmlElement("provision"))],
      [{ parent: text }, new Y.ContentEmbed({ image: "x" })],
      [{ parent: text }, new Y.ContentBinary(new Uint8Array(3))],
      [{ parent: text }, new Y.ContentJSON(["x"])],
      [{ parent: text }, new Y.ContentDoc(new Y.Doc())],
      [{ parent: cell, sub: "colspan" }, value(0)],
      [{ parent: cell, sub: "colwidth" }, value("wide")],
      [{ parent: cell }, type(new Y.XmlElement("table"))],
      [{ origin: lastOf(kaz.text("p1")), rightOrigin: lastOf(kaz.text("p2")) }, words("x")],
    ];
    for (const [where, content] of faults) expect(into(where, content), content.constructor.name).toBe("content");
  });

  test("G6 elements nested without end are refused before they are applied", () => {
    const structs = [item(own, 0, type(new Y.XmlElement("table")), { parent: "body" })];
    for (let i = 1; i < 3_000; i++)
      structs.push(item(own, i, type(new Y.XmlElement("table")), { parent: id(own, i - 1) }));
    expect(send(forge({ structs }))).toBe("content");
    const cell = idOf(kaz.provision("c1").parent as Y.XmlElement);
    const sideways = [
      item(own, 0, type(new Y.XmlElement("provision")), { parent: cell }),
      item(own, 1, type(new Y.XmlElement("table")), { origin: id(own, 0) }),
    ];
    expect(send(forge({ structs: sideways }))).toBe("content");
  });

  test("G7 a mark is one of the schema's, whole, and under its own name", () => {
    const text = idOf(kaz.text("empty"));
    const [key] = Object.keys(yAttributes([contestedBy("b1")])) as [string];
    for (const [name, attrs] of [
      ["blink", {}],
      ["contested", { bracket: "b1" }],
      ["contested--AAAAAAAA", { bracket: "b1" }],
      [key, { bracket: "b2" }],
      [key, { bracket: "b1", hidden: "x" }],
      [key, {}],
      [key, "b1"],
      [key, ["b1"]],
      ["strong", true],
      ["strong", { hidden: "x" }],
      ["note", { note: "<b>" }],
      ["constructor", {}],
      [`contested--${"A".repeat(500)}`, null],
    ] as const) {
      expect(into({ parent: text }, format(name, attrs)), `${name} ${JSON.stringify(attrs)}`).toBe("content");
    }
    expect(into({ parent: text }, format(key, null))).toBe("taken");
  });

  test("G7 no mark is left open for words that another writes behind it", () => {
    const [key, attrs] = Object.entries(yAttributes([proposedAs("b1", "o1")]))[0] as [string, object];
    const open = [
      item(own, 0, format(key, attrs), { parent: idOf(kaz.text("empty")) }),
      item(own, 1, words("mine"), { origin: id(own, 0) }),
    ];
    expect(send(forge({ structs: open }))).toBe("open-mark");
    expect(send(forge({ structs: [...open, item(own, 5, format(key, null), { origin: id(own, 4) })] }))).toBe("taken");
  });

  test("G8 words are readable characters", () => {
    const write = (text: string) =>
      outcomeOf(kaz.do(gate, (peer) => peer.write("p2", 0, text, proposedAs("b1", "o1"))));
    expect(write("tab\tline\nСогласие 同意 ½ 🙂")).toBe("taken");
    for (const text of ["nul\u0000", "bell\u0007", "\u001b[2J", "\uffff", "\u202e", "\u2067"]) {
      expect(write(text)).toBe("content");
      kaz.restart(gate.encode());
    }
  });

  test("G11 nobody crowds a character or a provision beyond what every reader can bear", () => {
    const brackets = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => contestedBy(`bMany${from + i}`));
    const put = (peer: Peer, from: number, count: number, length = 1) => {
      const marks = brackets(from, count);
      return outcomeOf(peer.do(gate, () => peer.text("p3").format(0, length, yAttributes(marks))));
    };
    expect(put(kaz, 0, 101)).toBe("crowded");
    kaz.restart(gate.encode());
    expect(put(kaz, 0, 100)).toBe("taken");
    uzb.restart(gate.encode());
    expect(put(uzb, 200, 1)).toBe("crowded");
    uzb.restart(gate.encode());
    const written = uzb.do(gate, () => uzb.write("p3", uzb.find("p3", "limited"), "x", proposedAs("bAfter", "oAfter")));
    expect(outcomeOf(written)).toBe("taken");
    const many = (peer: Peer) => {
      for (let i = 0; i < 499; i++) peer.write("p2", 4, "x", proposedAs(`bWide${i}`, `oWide${i}`));
    };
    expect(outcomeOf(kaz.do(gate, many))).toBe("crowded");
  });

  test("G9 words written where something was removed meanwhile are refused, so that their author keeps them", () => {
    kaz.do(gate, (peer) => peer.body.insert(0, [proposedProvision("n1", "b1", "o1", "New.")]));
    uzb.restart(gate.encode());
    kaz.do(gate, (peer) => peer.body.delete(0, 1));
    expect(outcomeOf(uzb.do(gate, (peer) => peer.write("n1", 2, "x", proposedAs("b2", "o2", "o1"))))).toBe(
      "place-gone",
    );
  });
});

describe("what comparing words cannot see", () => {
  const replace = (peer: Peer, of: string, from: number, length: number) => {
    const text = peer.text(of);
    const same = plain(text).slice(from, from + length);
    text.delete(from, length);
    text.insert(from, same, {});
  };

  test("D9 many words of others replaced by themselves are refused, a slip of the diff is not", () => {
    expect(outcomeOf(kaz.do(gate, (peer) => replace(peer, "p2", 0, 9)))).toBe("churn");
    kaz.restart(gate.encode());
    expect(outcomeOf(kaz.do(gate, (peer) => replace(peer, "p2", 0, 8)))).toBe("taken");
    expect(outcomeOf(secretariat.do(gate, (peer) => replace(peer, "a1", 0, 10)))).toBe("taken");
  });

  test("D9 one's own words may be replaced by themselves", () => {
    const rewrite = (peer: Peer) => {
      const at = peer.find("p1", "should endeavour to");
      peer.text("p1").delete(at, 19);
      peer.write("p1", at, "should endeavour to", proposedAs("bK", "oK"));
    };
    expect(outcomeOf(kaz.do(gate, rewrite))).toBe("taken");
  });

  test("L1 in an agreed provision not a character may be replaced by itself, by anybody", () => {
    for (const peer of [kaz, secretariat])
      expect(outcomeOf(peer.do(gate, () => replace(peer, "agreed", 3, 1)))).toBe("locked");
  });

  test("D9 a provision, its text, its attributes or a table of others are not replaced by the same", () => {
    const text = (peer: Peer) => {
      const empty = peer.provision("empty");
      empty.delete(0, 1);
      empty.insert(0, [new Y.XmlText()]);
    };
    const provision = (peer: Peer) => {
      const at = peer.body.toArray().indexOf(peer.provision("empty"));
      const copy = peer.provision("empty").clone() as Y.XmlElement;
      peer.body.delete(at, 1);
      peer.body.insert(at, [copy]);
    };
    const table = (peer: Peer) => {
      const row = (peer.provision("c2").parent as Y.XmlElement).parent as Y.XmlElement;
      const copy = row.get(1) as Y.XmlElement;
      const again = copy.clone() as Y.XmlElement;
      row.delete(1, 1);
      row.insert(1, [again]);
    };
    const attribute = (peer: Peer) => peer.provision("p1").setAttribute("kind", "paragraph");
    const missing = (peer: Peer) => peer.provision("p1").removeAttribute("kind");
    for (const attack of [text, provision, table, attribute, missing]) {
      expect(outcomeOf(kaz.do(gate, attack))).toBe("churn");
      kaz.restart(gate.encode());
    }
  });

  test("G6 a provision does not fill with empty texts", () => {
    const fill = (peer: Peer) =>
      peer.provision("p1").insert(
        1,
        Array.from({ length: 8 }, () => new Y.XmlText()),
      );
    expect(outcomeOf(kaz.do(gate, fill))).toBe("content");
  });

  test("L3 no second provision with an id, wherever the first one is", () => {
    expect(outcomeOf(kaz.do(gate, (peer) => peer.body.insert(0, [proposedProvision("c1", "b1", "o1")])))).toBe(
      "duplicate-id",
    );
    kaz.restart(gate.encode());
    const two = [proposedProvision("n1", "b1", "o1"), proposedProvision("n1", "b1", "o1")];
    expect(outcomeOf(kaz.do(gate, (peer) => peer.body.insert(0, two)))).toBe("duplicate-id");
    kaz.restart(gate.encode());
    kaz.do(gate, (peer) => peer.body.insert(0, [proposedProvision("n1", "b1", "o1")]));
    expect(outcomeOf(kaz.do(gate, (peer) => peer.provision("n1").setAttribute("id", "p1")))).toBe("duplicate-id");
    kaz.restart(gate.encode());
    expect(outcomeOf(kaz.do(gate, (peer) => peer.provision("n1").setAttribute("id", "n2")))).toBe("taken");
  });
});

describe("opening a gate", () => {
  test("a text whose provisions have no ids of their own is not opened", () => {
    expect(() => gateOf(treaty(prop("p1"), prop("p1")))).toThrow(GateError);
    expect(() => gateOf(treaty(prop("")))).toThrow(GateError);
  });

  test("ids that the record does not know are nobody's, and nobody can claim them", () => {
    const built = treaty(prop("p1", contested("bX", "shall"), proposed("bX", "oX", "should"), " act"));
    const careless = gateOf(built, EMPTY_RECORD);
    const peer = new Peer("kaz-1", "KAZ", careless.encode());
    expect(outcomeOf(peer.do(careless, () => peer.text("p1").delete(5, 6)))).toBe("others-words");
    peer.restart(careless.encode());
    expect(outcomeOf(peer.do(careless, () => peer.write("p1", 11, "x", proposedAs("bX", "oX"))))).not.toBe("taken");
    peer.restart(careless.encode());
    expect(outcomeOf(peer.do(careless, () => peer.write("p1", 11, "x", proposedAs("bX", "o1"))))).toBe("taken");
    expect(careless.record.brackets.bX).toBeUndefined();
  });

  test("an empty text is opened, hashed and written", () => {
    const empty = new Gate({ words: new Uint8Array(), record: EMPTY_RECORD, leases: new Map() });
    expect(empty.bodyHash()).toBe(bodyHash(bodyOf(new Y.Doc())));
    const peer = new Peer("sec-1", null, empty.encode());
    const begin = () => {
      const element = new Y.XmlElement("provision");
      for (const [name, attr] of Object.entries({ id: "p1", kind: "title", level: 0 }))
        element.setAttribute(name, attr as string);
      element.insert(0, [new Y.XmlText("Agreement")]);
      peer.body.insert(0, [element]);
    };
    expect(outcomeOf(peer.do(empty, begin))).toBe("taken");
    expect(empty.bodyHash()).toBe(bodyHash(peer.body));
    expect(sampleRecord.brackets.b1).toBeUndefined();
  });
});
