import {
  type Chosen,
  type Draft,
  ForkError,
  mendMarks,
  type Privacy,
  piecesOf,
  privateOptionsOf,
  readDraft,
  removeContests,
  removeDraft,
  type SharedPiece,
  textsOf,
} from "@adref/brackets";
import { draftingParty, isLayerClient } from "@adref/protocol";
import {
  bodyOf,
  newId,
  type OptionFacts,
  type PartyCode,
  patchRecord,
  provisionElements,
  type RecordPatch,
  type RecordValue,
  withinIn,
} from "@adref/schema";
import * as Y from "yjs";
import { Gate } from "../gate/gate.ts";
import { addTouches, noTouches } from "../gate/touched.ts";
import type { Entry } from "../store/port.ts";
import { Drafted } from "./drafted.ts";
import { layerRecord } from "./own-record.ts";
import type { LayerPrefix } from "./replay-layer.ts";

const NOTHING = new Uint8Array();

/** What the fork became when the text went on. */
export interface Followed {
  /** All that changed in the words: the text's changes and the fork's own. */
  readonly update: Uint8Array;
  /** The fork's own part of it, which its stream has to keep. */
  readonly own: Uint8Array;
  /** What the text's record says now, and what the party's own does. */
  readonly told: readonly RecordPatch[];
  readonly patch: RecordPatch;
}

/**
 * A fork of a text's words for one party: the accepted words with the party's private ones among them. It stands on an entry
 * of the text (`base`), follows the text entry by entry, and is written through a gate of its own, for which everything that
 * is in the text is another's. Beside it the text itself is kept as it was at the base: what the fork must hold of it.
 */
export class Fork {
  readonly party: PartyCode;
  readonly gate: Gate;
  readonly privacy: Privacy;
  /** How often marks could not be mended, because the fork did not hold the words of the text: never, as far as we know. */
  unmended = 0;
  readonly #text: Y.Doc;
  readonly #drafted: Drafted;
  #base: number;
  #textRecord: RecordValue;
  #own: RecordValue;

  constructor(party: PartyCode, prefix: LayerPrefix) {
    this.party = party;
    this.#text = prefix.text;
    this.#base = prefix.base;
    this.#textRecord = prefix.textRecord;
    this.#own = prefix.own;
    const words = Y.encodeStateAsUpdate(prefix.fork);
    prefix.fork.destroy();
    this.gate = new Gate({
      words,
      record: layerRecord(this.#own, this.#textRecord),
      leases: prefix.leases,
      // A character of the text that is deleted and put back would be a private one from then on.
      limits: { churn: 0 },
      layer: true,
    });
    // What the text knows is private no longer.
    const isOwn = (root: "options" | "brackets", id: string) =>
      Object.hasOwn(this.#own[root], id) && !Object.hasOwn(this.#textRecord[root], id);
    this.privacy = {
      isPrivate: isLayerClient,
      isPrivateOption: (id) => isOwn("options", id),
      isPrivateBracket: (id) => isOwn("brackets", id),
      withinOf: (option) => withinIn(isOwn("options", option) ? this.#own : this.#textRecord)(option),
    };
    this.#drafted = new Drafted(this.gate.accepted, this.privacy);
  }

  /** The entry of the text on which the fork stands. */
  get base(): number {
    return this.#base;
  }

  /** The party's own record: private options and brackets, stances and comments. */
  get own(): RecordValue {
    return this.#own;
  }

  /** Takes a patch of the party's own; the gate's claims are in its record already. */
  keep(patch: RecordPatch, inGate = false): void {
    this.#own = patchRecord(this.#own, patch);
    if (!inGate) this.gate.record = patchRecord(this.gate.record, patch);
  }

  /**
   * Takes the text's next entries. Marks that reach too far or not far enough are mended, private copies of what the party has
   * tabled go, and words whose provision went away are kept in the record. `at` is ISO 8601. Throws ForkError.
   */
  follow(entries: readonly Entry[], at: string): Followed {
    if (entries[0]?.seq !== this.#base + 1) throw new ForkError("A fork is to follow its text without a gap");
    this.#drafted.refresh();
    const touches = noTouches();
    const touch = (transaction: Y.Transaction) => addTouches(touches, transaction);
    this.#text.on("afterTransaction", touch);
    const updates = entries.flatMap(({ update }) => (update.length > 0 ? [update] : []));
    this.#text.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#text, update);
    });
    this.#text.off("afterTransaction", touch);
    const theirs =
      updates.length === 0
        ? NOTHING
        : this.gate.change(() => {
            for (const update of updates) Y.applyUpdate(this.gate.accepted, update);
          });
    const tabled = this.#tabledBy(entries);
    const told = entries.flatMap(({ data }) => data.patch ?? []);
    const patches = [this.#lostPatch(tabled)];
    // What the party tabled was private until now, and has to be read as such.
    const wasPrivate: Privacy = { ...this.privacy, ...frozenIds(this.privacy, tabled) };
    for (const patch of told) this.#textRecord = patchRecord(this.#textRecord, patch);
    for (const patch of told) this.gate.record = patchRecord(this.gate.record, patch);
    const own = this.gate.change((body) => {
      for (const element of touches.provisions) this.#mend(element);
      if (tabled.options.size > 0) {
        patches.push(this.#untabledPatch(body, tabled, wasPrivate, at));
        removeDraft(body, tabled, wasPrivate);
      }
    });
    this.#base = entries.at(-1)?.seq ?? this.#base;
    const patch = joined(patches);
    if (Object.keys(patch.options ?? {}).length > 0) this.keep(patch);
    return { update: merged([theirs, own]), own, told, patch };
  }

  /** Chosen private proposals, as they are to be put into the text. */
  draftOf(chosen: Chosen): Draft {
    return readDraft(bodyOf(this.gate.accepted), chosen, this.privacy);
  }

  /** Takes private proposals away. Returns the update of the words. */
  discard(chosen: Chosen): Uint8Array {
    return this.gate.change((body) => {
      removeDraft(body, chosen, this.privacy);
      removeContests(body, chosen.brackets, this.privacy);
    });
  }

  /** The words of the text at the base, as one update. */
  encodeText(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#text);
  }

  destroy(): void {
    this.#text.destroy();
    this.gate.accepted.destroy();
  }

  /** What of this party's is private in the fork and stands in the text by these entries. */
  #tabledBy(entries: readonly Entry[]): Chosen {
    const options = new Set<string>();
    const brackets = new Set<string>();
    for (const { data, party } of entries) {
      if (data.act?.type !== "table" || party !== this.party) continue;
      for (const id of Object.keys(data.patch?.options ?? {})) if (this.privacy.isPrivateOption(id)) options.add(id);
      for (const id of Object.keys(data.patch?.brackets ?? {})) if (this.privacy.isPrivateBracket(id)) brackets.add(id);
    }
    return { options, brackets };
  }

  #mend(below: Y.XmlElement): void {
    const item = below._item;
    if (!item || item.deleted) return;
    const there = Y.getItem(this.gate.accepted.store, item.id) as Y.Item;
    const element = there.content instanceof Y.ContentType ? there.content.type : null;
    if (!(element instanceof Y.XmlElement)) return;
    const before = this.#drafted.before(element);
    if (!before) return;
    const texts = new Map(textsOf(below).map((text) => [nameOf(text), text]));
    for (const text of textsOf(element)) {
      const pieces = before.get(text);
      if (!pieces) continue;
      const same = texts.get(nameOf(text));
      try {
        mendMarks(text, pieces, same ? piecesOf(same, this.privacy).pieces : [], this.privacy);
      } catch (error) {
        // Brackets in the draft may then reach too far; what is drafted stays readable, and the text is not touched by it.
        if (!(error instanceof ForkError)) throw error;
        this.unmended += 1;
      }
    }
  }

  #lostPatch(tabled: Chosen): RecordPatch {
    const options: Record<string, OptionFacts> = {};
    for (const { option, provision, words } of this.#drafted.lost()) {
      const facts = this.#own.options[option];
      if (facts && !tabled.options.has(option)) options[option] = { ...facts, lost: { provision, words } };
    }
    return { options };
  }

  /**
   * Private words that were written into a proposal after it was read to be tabled, by a colleague at another server: they
   * would go with the private copy, so they are kept.
   */
  #untabledPatch(body: Y.XmlFragment, tabled: Chosen, wasPrivate: Privacy, at: string): RecordPatch {
    const drafted = wordsByOption(body, (client) => isLayerClient(client), wasPrivate);
    const standing = wordsByOption(body, (client) => !isLayerClient(client), wasPrivate);
    const options: Record<string, OptionFacts> = {};
    for (const option of tabled.options) {
      const there = drafted.get(option);
      if (!there || there.words === standing.get(option)?.words) continue;
      const facts = { bracket: newId("b"), within: null, owner: draftingParty(this.party), at };
      options[newId("o")] = { ...facts, lost: { provision: there.provision, words: there.words } };
    }
    return { options };
  }
}

/** The words of each option, of those items that are asked for, in the order of the text. */
function wordsByOption(
  body: Y.XmlFragment,
  isAsked: (client: number) => boolean,
  privacy: Privacy,
): Map<string, { provision: string; words: string }> {
  const out = new Map<string, { provision: string; words: string }>();
  for (const element of provisionElements(body)) {
    const whole = element.getAttribute("option");
    const provision = element.getAttribute("id") ?? "";
    for (const text of textsOf(element)) {
      for (const piece of piecesOf(text, { isPrivate: isAsked }).pieces) {
        if (!piece.private) continue;
        const option = optionOf(piece.keys, privacy) ?? whole;
        if (!option) continue;
        out.set(option, { provision, words: (out.get(option)?.words ?? "") + piece.words });
      }
    }
  }
  return out;
}

function optionOf(keys: SharedPiece["keys"], privacy: Privacy): string | undefined {
  return privateOptionsOf({ keys }, privacy)[0];
}

/** Privacy that still takes certain ids for private, whatever the record says of them meanwhile. */
function frozenIds(
  privacy: Privacy,
  { options, brackets }: Chosen,
): Pick<Privacy, "isPrivateOption" | "isPrivateBracket"> {
  return {
    isPrivateOption: (id) => options.has(id) || privacy.isPrivateOption(id),
    isPrivateBracket: (id) => brackets.has(id) || privacy.isPrivateBracket(id),
  };
}

function joined(patches: readonly RecordPatch[]): RecordPatch {
  return { options: Object.assign({}, ...patches.map(({ options }) => options)) };
}

function merged(updates: readonly Uint8Array[]): Uint8Array {
  const said = updates.filter(({ length }) => length > 0);
  return said.length < 2 ? (said[0] ?? NOTHING) : Y.mergeUpdates(said);
}

const nameOf = (text: Y.XmlText): string => `${text._item?.id.client}:${text._item?.id.clock}`;
