import { expect, test } from "vitest";
import {
  type ActType,
  actSchema,
  mayAct,
  mayRead,
  mayTakeDown,
  mayWrite,
  type Person,
  ROLES,
  type Role,
  SERVER_PERSON,
} from "../src/index.ts";

const TEXT = { id: "fa", title: "Framework Agreement", symbol: "CARTIF/FA", body: "wg1" };
const ACTS = actSchema.options.map((option) => option.shape.type.value);
const person = (role: Role, bodies: readonly string[] = []): Person => {
  return { id: role, name: role, role, party: role === "delegation" ? "KAZ" : null, bodies, names: true };
};

test("what each role may do is what the table says, and nothing else", () => {
  const naming = ["name-moment", "rename-moment", "unname-moment"];
  const commenting = ["comment", "edit-comment", "settle-comment", "withdraw-comment"];
  const presiding = ["open-session", "set-agenda", "close-session", "freeze"];
  const deciding = ["adopt", "merge", "lift", "delete", "park", "park-provision", "status", "reopen", "undo"];
  const proposing = ["stance", "explain", "invite", "join", "confirm"];
  const expected: Record<Role, string[]> = {
    delegation: [...proposing, "break-silence", ...commenting],
    chair: [...deciding, "open-silence", "end-silence", ...presiding, ...naming, ...commenting],
    secretariat: ["issue", "restore", ...presiding, ...naming, ...commenting],
    observer: [],
  };
  for (const role of ROLES) {
    const done = ACTS.filter((act: ActType) => mayAct(person(role, ["wg1"]), TEXT, act));
    expect(done.sort(), role).toEqual(expected[role].sort());
  }
});

test("a chair acts in the texts of the own bodies only, a delegate without a party nowhere", () => {
  for (const act of ACTS) {
    expect(mayAct(person("chair", ["wg2"]), TEXT, act)).toBe(false);
    expect(mayAct({ ...person("delegation"), party: null }, TEXT, act)).toBe(false);
  }
});

test("the server does one thing by itself, and words are taken down by the Secretariat only", () => {
  expect(ACTS.filter((act) => mayAct(SERVER_PERSON, TEXT, act))).toEqual(["end-silence"]);
  expect(mayWrite(SERVER_PERSON)).toBe(false);
  expect(ROLES.filter((role) => mayTakeDown(person(role, ["wg1"])))).toEqual(["secretariat"]);
});

test("delegations and the Secretariat write words, everybody of the negotiation reads them", () => {
  expect(ROLES.filter((role) => mayWrite(person(role)))).toEqual(["delegation", "secretariat"]);
  expect(mayWrite({ ...person("delegation"), party: null })).toBe(false);
  expect(ROLES.every((role) => mayRead(person(role), TEXT))).toBe(true);
  expect(mayRead(null, TEXT)).toBe(false);
});
