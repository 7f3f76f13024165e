import * as Y from "yjs";

/**
 * Writing into a shared text so that what others do at the same time meets as little formatting as possible. A mark is
 * stored as a beginning and an end among the characters. Yjs's own `insert` and `format` put them wherever they come to stand
 * among those that are there already, end brackets behind the beginning of the next one and open them again behind words
 * typed between: whoever takes such a bracket off then leaves a mark of it that runs on over words of others.
 */

/** A place between two characters: the items on both sides of it, and the marks in force there by their keys. */
interface Place {
  left: Y.Item | null;
  right: Y.Item | null;
  readonly inForce: Map<string, Mark>;
}

/** A mark in force: its attributes, and whether this replica wrote where it begins. */
interface Mark {
  readonly value: object;
  readonly ours: boolean;
}

const LEAVING_THEIRS = 4;
const LEAVING_OURS = 3;
const JOINING = 1;

/**
 * Puts words at an offset, with exactly these marks, by their keys. Of the places between the two characters there the one
 * is taken that needs the fewest beginnings and ends, and above all none of marks that are to go on behind the words. Must
 * run inside a transaction of the text's document.
 */
export function insertWords(
  text: Y.XmlText,
  at: number,
  words: string,
  marks: Readonly<Record<string, unknown>>,
): void {
  const transaction = transactionOf(text);
  const wanted = Object.entries(marks).filter(([, value]) => value !== null) as [string, object][];
  const place = cheapest(placeAt(transaction, text, at), new Set(wanted.map(([key]) => key)));
  const left = [...place.inForce].filter(([key]) => !wanted.some(([other]) => other === key));
  const joined = wanted.filter(([key]) => !place.inForce.has(key));
  for (const [key] of left) put(transaction, text, place, new Y.ContentFormat(key, null as never));
  for (const [key, value] of joined) put(transaction, text, place, new Y.ContentFormat(key, value));
  put(transaction, text, place, new Y.ContentString(words));
  for (const [key] of joined.reverse()) put(transaction, text, place, new Y.ContentFormat(key, null as never));
  for (const [key, { value }] of left.reverse()) put(transaction, text, place, new Y.ContentFormat(key, value));
}

/**
 * Puts a mark on the characters from one offset to another, or takes it off where `value` is null. The end stands directly
 * behind the last character, and a mark that is put on behind words that carry it goes on from them. Taking a mark off
 * takes its beginnings away and leaves its ends: an end is what stops a mark that somebody else opened again behind words
 * typed meanwhile. Must run inside a transaction of the text's document.
 */
export function formatWords(text: Y.XmlText, from: number, to: number, key: string, value: object | null): void {
  if (from >= to) return;
  const transaction = transactionOf(text);
  const place = placeAt(transaction, text, from);
  const before = place.inForce.get(key);
  const gap: Y.Item[] = [];
  while (place.right && isNoCharacter(place.right)) {
    gap.push(place.right);
    step(place);
  }
  const stretch = stretchFrom(transaction, place.right, to - from);
  const last = stretch.at(-1);
  if (!last) return;
  const inside = stretch.filter((item) => isMark(item, key));
  const first: Place = { ...place };
  const atEnd = inside.length > 0 ? markValueOf(inside.at(-1) as Y.Item) : (place.inForce.get(key)?.value ?? null);
  if (value) {
    const goesOn = before !== undefined;
    if (!goesOn && !place.inForce.has(key)) put(transaction, text, first, new Y.ContentFormat(key, value));
    const joints = goesOn ? gap.filter((item) => isMark(item, key)) : [];
    for (const item of [...joints, ...inside]) item.delete(transaction);
    if (atEnd === null) put(transaction, text, behind(last), new Y.ContentFormat(key, null as never));
    return;
  }
  for (const item of [...gap, ...inside]) {
    if (isMark(item, key) && markValueOf(item) !== null) item.delete(transaction);
  }
  const stillOn = before !== undefined && !gap.some((item) => isMark(item, key) && markValueOf(item) === null);
  if (stillOn) put(transaction, text, first, new Y.ContentFormat(key, null as never));
  if (atEnd !== null && goesOnBehind(last, key)) put(transaction, text, behind(last), new Y.ContentFormat(key, atEnd));
}

function transactionOf(text: Y.XmlText): Y.Transaction {
  const transaction = text.doc?._transaction;
  if (!transaction) throw new Error("Shared words are written inside a transaction of their document only");
  if (text._searchMarker) text._searchMarker.length = 0;
  return transaction;
}

/** The place directly behind the character before an offset. */
function placeAt(transaction: Y.Transaction, text: Y.XmlText, offset: number): Place {
  const place: Place = { left: null, right: text._start, inForce: new Map() };
  for (let rest = offset; rest > 0 && place.right; ) {
    const item: Y.Item = place.right;
    if (!isNoCharacter(item)) {
      if (item.length > rest) splitAt(transaction, item, rest);
      rest -= item.length;
    }
    step(place);
  }
  return place;
}

function step(place: Place): void {
  const item = place.right;
  if (!item) return;
  if (!item.deleted && item.content instanceof Y.ContentFormat) {
    const { key, value } = item.content as unknown as { key: string; value: object | null };
    if (value === null) place.inForce.delete(key);
    else place.inForce.set(key, { value, ours: item.id.client === (item.parent as Y.XmlText).doc?.clientID });
  }
  place.left = item;
  place.right = item.right;
}

/** Of the places between two characters, the first of those that need the fewest beginnings and ends. */
function cheapest(start: Place, wanted: ReadonlySet<string>): Place {
  const place: Place = { ...start, inForce: new Map(start.inForce) };
  let best = place;
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    const cost = costOf(place.inForce, wanted);
    if (cost < least) {
      least = cost;
      best = { ...place, inForce: new Map(place.inForce) };
    }
    if (cost === 0 || !place.right || !isNoCharacter(place.right)) return best;
    step(place);
  }
}

function costOf(inForce: Place["inForce"], wanted: ReadonlySet<string>): number {
  let cost = wanted.size * JOINING;
  for (const [key, { ours }] of inForce) {
    if (wanted.has(key)) cost -= JOINING;
    else cost += ours ? LEAVING_OURS : LEAVING_THEIRS;
  }
  return cost;
}

/** The items of so many characters from an item on; the last one is split where they end. */
function stretchFrom(transaction: Y.Transaction, start: Y.Item | null, length: number): Y.Item[] {
  const items: Y.Item[] = [];
  let rest = length;
  for (let item = start; item && rest > 0; item = item.right) {
    if (!isNoCharacter(item)) {
      if (item.length > rest) splitAt(transaction, item, rest);
      rest -= item.length;
    }
    items.push(item);
  }
  return items;
}

function splitAt(transaction: Y.Transaction, { id }: Y.Item, offset: number): void {
  Y.getItemCleanStart(transaction, Y.createID(id.client, id.clock + offset));
}

const isNoCharacter = (item: Y.Item) => item.deleted || !item.countable;

const isMark = (item: Y.Item, key: string) =>
  !item.deleted && item.content instanceof Y.ContentFormat && item.content.key === key;

const markValueOf = (item: Y.Item) => (item.content as unknown as { value: object | null }).value;

const behind = (item: Y.Item): Place => ({ left: item, right: item.right, inForce: new Map() });

/** Whether a mark that is in force at a character is still in force at the next one. */
function goesOnBehind(last: Y.Item, key: string): boolean {
  let item = last.right;
  for (; item && isNoCharacter(item); item = item.right) if (isMark(item, key)) return false;
  return item !== null;
}

function put(transaction: Y.Transaction, text: Y.XmlText, place: Place, content: Y.Item["content"]): void {
  const { doc } = transaction;
  const { left, right } = place;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const item = new Y.Item(id, left, left?.lastId ?? null, right, right?.id ?? null, text, null, content);
  item.integrate(transaction, 0);
  place.left = item;
}
