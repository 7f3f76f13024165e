import type { Directory, Person } from "@adref/protocol";

const person = (id: string, role: Person["role"], more: Partial<Person> = {}): Person => ({
  id,
  name: `Name of ${id}`,
  role,
  party: null,
  bodies: [],
  names: true,
  ...more,
});

/** A small negotiation with one person of every kind. */
export const DIRECTORY: Directory = {
  id: "cartif",
  name: "CARTIF",
  parties: [
    { code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" },
    { code: "UZB", names: { en: "Uzbekistan", ru: "Узбекистан" }, wto: "acceding" },
  ],
  bodies: [{ id: "wg1", name: "Working Group 1" }],
  people: [
    person("secretariat", "secretariat"),
    person("chair", "chair", { bodies: ["wg1"] }),
    person("kaz-1", "delegation", { party: "KAZ" }),
    person("uzb-1", "delegation", { party: "UZB" }),
    person("expert", "observer", { names: false }),
  ],
  texts: [{ id: "fa", title: "Framework Agreement", symbol: "CARTIF/FA", body: "wg1" }],
};
