import { type ExportQuery, exportQuerySchema } from "@adref/protocol";

/** A query that was understood and can be done; or one sentence that says what to ask for instead. */
export type PaperQuery =
  | { readonly ok: true; readonly query: ExportQuery }
  | { readonly ok: false; readonly sentence: string };

/**
 * Understands the query of an export. `compared` says whether there is another text to compare with where that is no moment of
 * the text, but a file.
 */
export function readPaperQuery(given: unknown, compared = false): PaperQuery {
  const parsed = exportQuerySchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, sentence: `An export cannot be made so. Mend "${issue?.path.join(".")}": ${issue?.message}.` };
  }
  const sentence = whyNoPaper(parsed.data, compared || parsed.data.against !== undefined);
  return sentence === null ? { ok: true, query: parsed.data } : { ok: false, sentence };
}

function whyNoPaper({ format, view, columns }: ExportQuery, compared: boolean): string | null {
  const positions = view === "table" && (columns === undefined ? !compared : columns !== "texts");
  if (positions && format !== "docx") return "A table of positions is written as docx only; ask for that.";
  if ((view === "tracked" || view === "table") && format !== "docx" && format !== "html") {
    return `The view "${view}" is written as docx or html; ask for one of them, or for the view "bracketed" or "clean".`;
  }
  if (compared) return null;
  if (view === "tracked") return 'The view "tracked" shows what changed since another text; name it with "against".';
  if (view === "table" && columns === "texts")
    return 'A table of two texts needs the other one; name it with "against".';
  return null;
}
