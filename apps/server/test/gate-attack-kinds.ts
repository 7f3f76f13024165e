import { provisionElements, yAttributes } from "@adref/schema";
import * as Y from "yjs";
import { type Forged, forge, format, id, idOf, item, lastOf, type, value, words } from "./gate-forge.ts";
import { type Chance, contestedBy, type Peer, plain, proposedAs, proposedProvision } from "./gate-support.ts";

/** What an attacker has: an own document with the accepted words, and what was seen of others. */
export interface Scene {
  readonly mallory: Peer;
  readonly chance: Chance;
  /** Client ids of other people. */
  readonly others: readonly number[];
  /** Updates of others that were taken, and one that is still on its way. */
  readonly seen: readonly Uint8Array[];
  readonly underWay: Uint8Array | null;
}

/** An attack gives the update that is sent; `null` where there is nothing to attack. */
export type Attack = (scene: Scene) => Uint8Array | null;

/** What the attacker's document makes of a change, as one update. */
function written({ mallory }: Scene, write: () => void): Uint8Array | null {
  mallory.sent = [];
  try {
    mallory.doc.transact(write);
  } catch {
    // Yjs would not do it; what it did before stays an attack.
  }
  const [first, ...rest] = mallory.sent;
  mallory.sent = [];
  if (!first) return null;
  return rest.length === 0 ? first : Y.mergeUpdates([first, ...rest]);
}

const provisions = (scene: Scene) => [...provisionElements(scene.mallory.body)];

function anyText(scene: Scene): Y.XmlText {
  const texts = provisions(scene).flatMap((one) => one.toArray().filter((child) => child instanceof Y.XmlText));
  return scene.chance.of(texts as Y.XmlText[]);
}

function range(scene: Scene, text: Y.XmlText): [number, number] {
  const from = scene.chance.below(Math.max(text.length, 1));
  return [from, Math.min(1 + scene.chance.below(12), text.length - from)];
}

/** Ids of the text and new ones, so that attackers use their own, others' and nobody's. */
const BRACKETS = ["bK", "bU", "bW", "bN", "bEnded", "x1", "__proto__", "standing", "<b>"];
const OPTIONS = ["oK", "oU", "oW", "oN", "x2", "constructor", "standing", "bK"];

function anyMark({ chance }: Scene) {
  const within = chance.percent(30) ? chance.of(OPTIONS) : null;
  if (chance.percent(10)) return { type: "note", attrs: { note: "n1" } };
  if (chance.percent(10)) return { type: "footnote", attrs: { footnote: "f1" } };
  if (chance.percent(20)) return { type: chance.of(["strong", "em", "strike"]), attrs: {} };
  if (chance.percent(40)) return contestedBy(chance.of([...BRACKETS, chance.id("b")]));
  return proposedAs(chance.of([...BRACKETS, chance.id("b")]), chance.of([...OPTIONS, chance.id("o")]), within);
}

/** Attacks through Yjs itself: what a changed client could do. */
const throughYjs: Record<string, Attack> = {
  "deletes words": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      text.delete(...range(scene, text));
    }),
  "writes unmarked words": (scene) => written(scene, () => anyText(scene).insert(scene.chance.below(5), "EVIL", {})),
  "writes words that inherit marks": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      text.insert(scene.chance.below(text.length + 1), "EVIL");
    }),
  "writes words with any marks": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      const marks = [anyMark(scene), ...(scene.chance.percent(50) ? [anyMark(scene)] : [])];
      text.insert(scene.chance.below(text.length + 1), "EVIL", yAttributes(marks));
    }),
  "puts a mark on words": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      text.format(...range(scene, text), yAttributes([anyMark(scene)]));
    }),
  "takes a mark off words": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      const keys = (text.toDelta() as { attributes?: object }[]).flatMap(({ attributes }) =>
        Object.keys(attributes ?? {}),
      );
      if (keys.length > 0) text.format(0, text.length, { [scene.chance.of(keys)]: null });
    }),
  "replaces words by the same words": (scene) =>
    written(scene, () => {
      const text = anyText(scene);
      const delta = text.toDelta() as { insert: string; attributes?: Record<string, object> }[];
      const whole = plain(text);
      if (whole === "") return;
      text.delete(0, whole.length);
      text.applyDelta(delta);
    }),
  "leaves a mark open behind own words": (scene) => {
    const text = anyText(scene);
    if (text.length === 0) return null;
    const { doc } = scene.mallory;
    const [key, attrs] = Object.entries(yAttributes([proposedAs(scene.chance.id("b"), scene.chance.id("o"))]))[0] as [
      string,
      object,
    ];
    const clock = Y.getState(doc.store, doc.clientID);
    const begin = text._start ? { rightOrigin: text._start.id } : { parent: idOf(text) };
    return forge({
      structs: [
        item(doc.clientID, clock, format(key, attrs), begin),
        item(doc.clientID, clock + 1, words("mine "), { origin: id(doc.clientID, clock) }),
      ],
    });
  },
  "sets an attribute": (scene) =>
    written(scene, () => {
      const names = ["id", "kind", "level", "number", "bracket", "option", "within", "hidden", "style"];
      const values = ["p1", "item", 4, "5", "bK", "oK", "x9", null, { deep: [1] }, "recital"];
      scene.chance
        .of(provisions(scene))
        .setAttribute(scene.chance.of(names), scene.chance.of<unknown>(values) as string);
    }),
  "removes an attribute": (scene) =>
    written(scene, () => scene.chance.of(provisions(scene)).removeAttribute(scene.chance.of(["id", "kind", "option"]))),
  "hides an attribute on a text": (scene) =>
    written(scene, () => anyText(scene).setAttribute("hidden", "x".repeat(500))),
  "hangs a type on an attribute": (scene) =>
    written(scene, () =>
      scene.chance.of(provisions(scene)).setAttribute("kind", new Y.XmlText("x") as unknown as string),
    ),
  "deletes a provision": (scene) =>
    written(scene, () => scene.mallory.body.delete(scene.chance.below(scene.mallory.body.length), 1)),
  "moves a provision": (scene) =>
    written(scene, () => {
      const { body } = scene.mallory;
      const from = scene.chance.below(body.length);
      const copy = (body.get(from) as Y.XmlElement).clone() as Y.XmlElement;
      body.delete(from, 1);
      body.insert(scene.chance.below(body.length + 1), [copy]);
    }),
  "puts in a provision": (scene) =>
    written(scene, () => {
      const { chance } = scene;
      const [newOne, bracket, option] = [
        chance.of(["p1", chance.id("p")]),
        chance.of([...BRACKETS, chance.id("b")]),
        chance.id("o"),
      ];
      const element = chance.percent(30)
        ? new Y.XmlElement(chance.of(["provision", "script", "table", "table_row", "doc"]))
        : proposedProvision(newOne, bracket, option, "EVIL");
      scene.mallory.body.insert(chance.below(scene.mallory.body.length + 1), [element]);
    }),
  "empties a provision of its text": (scene) =>
    written(scene, () => {
      const element = scene.chance.of(provisions(scene));
      element.delete(0, element.length);
      if (scene.chance.percent(50)) element.insert(0, [new Y.XmlText()]);
    }),
  "embeds an object": (scene) => written(scene, () => anyText(scene).insertEmbed(0, { image: "x" })),
  "embeds a type": (scene) => written(scene, () => anyText(scene).insertEmbed(0, new Y.Map())),
  "writes another root": (scene) =>
    written(scene, () =>
      scene.mallory.doc.getMap(scene.chance.of(["registry", "record", "leases"])).set("KAZ", "x".repeat(500)),
    ),
  "puts in a document": (scene) => written(scene, () => scene.mallory.doc.getMap("body2").set("sub", new Y.Doc())),
  "breaks a table": (scene) =>
    written(scene, () => {
      const cell = scene.mallory.provision("c1").parent as Y.XmlElement;
      const row = cell.parent as Y.XmlElement;
      scene.chance.of([
        () => row.delete(0, 1),
        () => row.insert(0, [new Y.XmlElement("table_cell")]),
        () => cell.setAttribute("colspan", 2 as unknown as string),
        () => cell.insert(0, [new Y.XmlElement("table")]),
        () => (row.parent as Y.XmlElement).setAttribute("id", "t2"),
      ])();
    }),
  "touches an agreed provision": (scene) =>
    written(scene, () => {
      const text = scene.mallory.text("agreed");
      scene.chance.of([
        () => text.delete(3, 1),
        () => text.insert(3, "EVIL", yAttributes([proposedAs(scene.chance.id("b"), scene.chance.id("o"))])),
        () => text.format(0, 7, yAttributes([contestedBy(scene.chance.id("b"))])),
        () => {
          text.delete(3, 1);
          text.insert(3, plain(scene.mallory.text("agreed")).slice(3, 4), {});
        },
      ])();
    }),
  "does much at once": (scene) =>
    written(scene, () => {
      for (let i = 0; i < 5; i++) {
        const text = anyText(scene);
        if (scene.chance.percent(50)) text.delete(...range(scene, text));
        else text.insert(scene.chance.below(text.length + 1), "EVIL", yAttributes([anyMark(scene)]));
      }
    }),
};

/** Attacks below Yjs: structs that no client makes. */
const byHand: Record<string, Attack> = {
  "forges a client id": ({ chance, others, mallory }) => {
    const client = chance.of(others);
    const text = mallory.text("p1");
    const clock = Y.getState(mallory.doc.store, client);
    return forge({ structs: [item(client, clock, words("EVIL"), { origin: lastOf(text) })] });
  },
  "leaves a gap": ({ mallory, chance }) =>
    forge({
      structs: [
        item(mallory.doc.clientID, 1 + chance.below(100), words("EVIL"), { origin: lastOf(mallory.text("p2")) }),
      ],
    }),
  "skips clocks": ({ mallory }) => {
    const { clientID } = mallory.doc;
    return forge({
      structs: [
        new Y.Skip(id(clientID, 0), 3),
        item(clientID, 3, words("EVIL"), { origin: lastOf(mallory.text("p2")) }),
      ],
    });
  },
  "waits for another's next words": ({ mallory, chance, others }) => {
    const victim = chance.of(others);
    const next = id(victim, Y.getState(mallory.doc.store, victim) + chance.below(3));
    const where = chance.of([{ origin: next }, { rightOrigin: next }, { parent: next }]);
    return forge({ structs: [item(mallory.doc.clientID, 0, words("EVIL"), where)] });
  },
  "deletes what is not written yet": ({ mallory, chance, others }) => {
    const victim = chance.of(others);
    return forge({ deletes: [[victim, Y.getState(mallory.doc.store, victim), 1 + chance.below(50)]] });
  },
  "deletes by number": ({ mallory, chance }) => {
    const clients = [...mallory.doc.store.clients.keys()];
    const client = chance.of(clients);
    return forge({ deletes: [[client, chance.below(Y.getState(mallory.doc.store, client)), 1 + chance.below(20)]] });
  },
  "puts nothing in place of something": ({ mallory, chance, others }) => {
    const client = chance.of([mallory.doc.clientID, ...others]);
    return forge({ structs: [new Y.GC(id(client, Y.getState(mallory.doc.store, client)), 1 + chance.below(1_000))] });
  },
  "rewrites known clocks": ({ mallory, chance }) => {
    const client = chance.of([...mallory.doc.store.clients.keys()]);
    return forge({ structs: [item(client, 0, words("EVIL"), { parent: chance.of(["body", "other"]) })] });
  },
  "hangs a node anywhere": (scene) => {
    const { mallory, chance } = scene;
    const parents = [
      "body",
      idOf(mallory.text("p1")),
      idOf(mallory.provision("p1")),
      idOf(mallory.provision("c1").parent as Y.XmlElement),
    ];
    const contents = [
      () => words("EVIL\u0000"),
      () => words("EVIL"),
      () => type(new Y.XmlElement(chance.of(["provision", "table", "script"]))),
      () => type(chance.of([() => new Y.Map(), () => new Y.Array(), () => new Y.XmlHook("x"), () => new Y.Text()])()),
      () => value({ a: "x" }),
      () => new Y.ContentEmbed({}),
      () => new Y.ContentBinary(new Uint8Array(9)),
      () => new Y.ContentDoc(new Y.Doc()),
      () => new Y.ContentJSON([1]),
      () =>
        format(
          chance.of(["strong", "evil", "contested--AAAAAAAA"]),
          chance.of<unknown>([{}, true, { bracket: "bK" }, null]),
        ),
    ];
    const sub = chance.percent(40) ? chance.of(["kind", "hidden", "__proto__"]) : null;
    return forge({
      structs: [item(mallory.doc.clientID, 0, chance.of(contents)(), { parent: chance.of(parents), sub })],
    });
  },
  "tears two provisions together": ({ mallory }) =>
    forge({
      structs: [
        item(mallory.doc.clientID, 0, words("EVIL"), {
          origin: lastOf(mallory.text("p1")),
          rightOrigin: lastOf(mallory.text("p2")),
        }),
      ],
    }),
  "nests without end": ({ mallory, chance }) => {
    const { clientID } = mallory.doc;
    const structs: Forged[] = [item(clientID, 0, type(new Y.XmlElement("table")), { parent: "body" })];
    const names = ["table_row", "table_cell", "table"];
    for (let i = 1; i < 20 + chance.below(300); i++) {
      structs.push(
        item(clientID, i, type(new Y.XmlElement(names[(i - 1) % 3] as string)), { parent: id(clientID, i - 1) }),
      );
    }
    return forge({ structs });
  },
  "writes a huge string": ({ mallory }) =>
    forge({
      structs: [item(mallory.doc.clientID, 0, words("E".repeat(200_000)), { origin: lastOf(mallory.text("p1")) })],
    }),
  "makes a thousand people": ({ chance }) =>
    forge({ structs: Array.from({ length: 150 }, (_, i) => new Y.GC(id(1 + i * 7 + chance.below(7), 0), 1)) }),
  "turns in circles": ({ mallory }) => {
    const { clientID } = mallory.doc;
    return forge({
      structs: [
        item(clientID, 0, words("E"), { origin: id(clientID + 1, 0) }),
        item(clientID + 1, 0, words("V"), { origin: id(clientID, 0) }),
      ],
    });
  },
  "sends random bytes": ({ chance }) => Uint8Array.from({ length: 1 + chance.below(60) }, () => chance.below(256)),
  "replays what others sent": ({ chance, seen }) => (seen.length > 0 ? chance.of(seen) : null),
  "sends first what another is about to send": ({ underWay }) => underWay,
};

/** Attacks on the bytes of updates that were honest. */
const onBytes: Record<string, Attack> = {
  "flips bits": (scene) => {
    const bytes = honestBytes(scene);
    if (!bytes) return null;
    for (let i = 0; i <= scene.chance.below(3); i++) {
      const at = scene.chance.below(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << scene.chance.below(8));
    }
    return bytes;
  },
  "cuts off the end": (scene) => {
    const bytes = honestBytes(scene);
    return bytes ? bytes.slice(0, scene.chance.below(bytes.length)) : null;
  },
  "adds to the end": (scene) => {
    const bytes = honestBytes(scene);
    return bytes ? Uint8Array.from([...bytes, scene.chance.below(256), scene.chance.below(256)]) : null;
  },
  "joins two updates": (scene) => {
    const bytes = honestBytes(scene);
    const other = scene.underWay ?? scene.seen.at(-1);
    if (!bytes || !other) return null;
    try {
      return Y.mergeUpdates([bytes, other]);
    } catch {
      return null;
    }
  },
};

/** A copy of an update of the attacker's own, lawful as it stands, or of another's. */
function honestBytes(scene: Scene): Uint8Array | null {
  const { chance, mallory } = scene;
  if (chance.percent(30) && scene.underWay) return scene.underWay.slice();
  if (chance.percent(20) && scene.seen.length > 0) return chance.of(scene.seen).slice();
  const update = written(scene, () => {
    const text = anyText(scene);
    text.insert(chance.below(text.length + 1), "fair ", yAttributes([proposedAs(chance.id("b"), chance.id("o"))]));
    if (chance.percent(30))
      mallory.body.insert(0, [proposedProvision(chance.id("p"), chance.id("b"), chance.id("o"), "Fair.")]);
  });
  return update?.slice() ?? null;
}

/** All attacks by name. */
export const ATTACKS: ReadonlyMap<string, Attack> = new Map(Object.entries({ ...throughYjs, ...byHand, ...onBytes }));
