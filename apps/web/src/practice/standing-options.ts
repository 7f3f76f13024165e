import { indexBrackets } from "@adref/brackets";
import { docOfY } from "@adref/schema";
import type { SharedWords } from "../sync/types.ts";

/** The options that stand in the words now. Reads all of them: not for every keystroke. */
export function standingOptions({ body }: SharedWords): ReadonlySet<string> {
  const { brackets } = indexBrackets(docOfY(body));
  return new Set([...brackets.values()].flatMap(({ options }) => options.map(({ id }) => id)));
}
