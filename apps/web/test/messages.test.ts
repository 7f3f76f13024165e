import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createIntl } from "react-intl";
import { expect, test } from "vitest";
import { fileNameOf } from "../src/api.ts";
import { en } from "../src/messages/en.ts";
import { refusalMessage } from "../src/text/use-refusals.ts";

const SOURCES = join(import.meta.dirname, "../src");
const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("messages"))
  .map((path) => readFileSync(join(SOURCES, path), "utf8"))
  .join("\n");

test("every message can be said", () => {
  const intl = createIntl({ locale: "en", messages: en, onError: (error) => expect.fail(String(error)) });
  const names = Object.values(en).flatMap((message) => [...message.matchAll(/\{(\w+)/g)].map((match) => match[1]));
  const values = Object.fromEntries(names.map((name) => [name, 2]));
  for (const id of Object.keys(en)) expect(intl.formatMessage({ id }, values), id).not.toBe("");
});

test("every message is used", () => {
  const prefixes = [...sources.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1] as string);
  const unused = Object.keys(en).filter(
    (id) => !sources.includes(`"${id}"`) && !prefixes.some((prefix) => id.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

test("an unknown refusal of the editor is told all the same", () => {
  expect(refusalMessage("never-heard-of")).toBe("refusal.other");
});

test.each([
  ['attachment; filename="CARTIF-FA.docx"', "CARTIF-FA.docx"],
  ["attachment; filename*=UTF-8''%D0%A0%D0%A1.docx; filename=\"x.docx\"", "РС.docx"],
  ["attachment", null],
  [null, null],
])("the file of %s is %s", (header, name) => {
  expect(fileNameOf(header)).toBe(name);
});
