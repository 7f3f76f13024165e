import type { Directory, NegotiationEvent, Person } from "@adref/protocol";

/**
 * The directory after an event of the negotiation's ledger; `at` is the entry's time. What the event says is taken as judged
 * (judge.ts): the fold of a lawful ledger is the directory. `found` begins anew.
 */
export function foldEvent(directory: Directory, event: NegotiationEvent, at: string): Directory {
  switch (event.type) {
    case "found":
      return event.directory;
    case "name-negotiation": {
      const { type: _, ...names } = event;
      return { ...directory, ...names };
    }
    case "add-parties":
      return { ...directory, parties: [...directory.parties, ...event.parties] };
    case "change-party":
      return { ...directory, parties: put(directory.parties, event.party, ({ code }) => code) };
    case "remove-party":
      return { ...directory, parties: directory.parties.filter(({ code }) => code !== event.party) };
    case "add-bodies":
      return { ...directory, bodies: [...directory.bodies, ...event.bodies] };
    case "change-body":
      return { ...directory, bodies: put(directory.bodies, event.body, ({ id }) => id) };
    case "remove-body":
      return { ...directory, bodies: directory.bodies.filter(({ id }) => id !== event.body) };
    case "set-group":
      return { ...directory, groups: put(directory.groups ?? [], event.group, ({ id }) => id) };
    case "remove-group":
      return { ...directory, groups: (directory.groups ?? []).filter(({ id }) => id !== event.group) };
    case "add-people":
      return { ...directory, people: [...directory.people, ...event.people] };
    case "change-person":
      return changed(directory, event.person.id, ({ ended }) => ({
        ...event.person,
        ...(ended !== undefined && { ended }),
      }));
    case "end-person":
      return changed(directory, event.person, (person) => ({ ...person, ended: at }));
    case "readmit-person":
      return changed(directory, event.person, ({ ended: _, ...person }) => person);
    case "add-text":
      return { ...directory, texts: [...directory.texts, event.text] };
    case "rename-text": {
      const { text, title, symbol } = event;
      return { ...directory, texts: directory.texts.map((one) => (one.id === text ? { ...one, title, symbol } : one)) };
    }
    case "invite":
      return directory;
  }
}

/** The list with one in the place of that of its key, or at the end. */
function put<T>(list: readonly T[], one: T, keyOf: (one: T) => string): readonly T[] {
  const key = keyOf(one);
  return list.some((other) => keyOf(other) === key)
    ? list.map((other) => (keyOf(other) === key ? one : other))
    : [...list, one];
}

function changed(directory: Directory, id: string, change: (person: Person) => Person): Directory {
  return { ...directory, people: directory.people.map((person) => (person.id === id ? change(person) : person)) };
}
