import { expect, test } from "vitest";
import { soon } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/** Several people at once in one paragraph: whatever others do round one's caret, it stays where one types. */
const stage = openStage("crowd");

const PARAGRAPH = "of the Charter of the United Nations";
const NAMES = ["Aigerim Sarsenova", "Dilnoza Ergasheva", "Batbayar Enkhsaikhan", "Nino Tsertsvadze-Lomia"];
const CODES = ["KAZ", "UZB", "MNG", "GEO"];
const PLACES = ["The Depositary", "shall send", "every signatory", "in accordance"];
const WORDS = [
  " designated by consensus of all the Parties to this Agreement",
  " without delay and free of charge, in each of the authentic languages,",
  " and to every State that has begun the procedure of accession",
  " with the rules of procedure of the General Assembly and",
];
const INSIDE = ["by consensus", "free of charge", "every State", "rules of procedure"];
const MORE = [" duly recorded", ", where the Parties so wish", " or organisation", " adopted from time to time"];

test("four delegations type into one paragraph and then into each other's options", async () => {
  for (const name of NAMES) {
    const person = await stage.enters(name);
    await person.opens("Framework Agreement");
    await person.goesTo("Article 44");
  }
  for (const [i, person] of stage.people.entries()) await person.putsCaretAfter(PARAGRAPH, PLACES[i] ?? "");
  await Promise.all(stage.people.map((person, i) => person.types(WORDS[i] ?? "")));
  await Promise.all(stage.people.map((person) => person.sees("Saved")));
  const [d, s, e, a] = WORDS.map((words, i) => `[${CODES[i]}:${words}]`);
  await agree(
    `The Depositary${d} shall send${s} certified copies to every signatory${e} and shall register this Agreement in ` +
      `accordance${a} with Article 102 of the Charter of the United Nations3.`,
  );

  // Each goes into the words of the next one.
  for (const [i, person] of stage.people.entries()) await person.putsCaretAfter(PARAGRAPH, INSIDE[(i + 1) % 4] ?? "");
  await Promise.all(stage.people.map((person, i) => person.types(MORE[(i + 1) % 4] ?? "")));
  await Promise.all(stage.people.map((person) => person.sees("Saved")));
  const [dd, ss, ee, aa] = WORDS.map((words, i) => {
    const inner = `[${CODES[(i + 3) % 4]}:${MORE[i]?.replace(/^,/, " ,")}]`;
    return `[${CODES[i]}:${words.replace(INSIDE[i] ?? "", `${INSIDE[i]}${inner}`)}]`;
  });
  await agree(
    `The Depositary${dd} shall send${ss} certified copies to every signatory${ee} and shall register this Agreement in ` +
      `accordance${aa} with Article 102 of the Charter of the United Nations3.`,
  );
  for (const person of stage.people) expect(person.troubles).toEqual([]);
});

async function agree(words: string): Promise<void> {
  await Promise.all(stage.people.map((person) => soon(() => person.reads(PARAGRAPH)).toBe(words)));
}
