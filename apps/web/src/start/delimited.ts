/** A line of a table as it was given: its number from 1, its cells, and the line itself as it stood. */
export interface DelimitedRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly source: string;
}

const SEPARATORS = ["\t", ";", ","] as const;

/**
 * Reads a table that was pasted from a spreadsheet or saved as CSV: cells between tabs, semicolons or commas, in quotes where
 * they hold one. The sign of which most lines have one is the separator. Empty lines are left out.
 */
export function readDelimited(source: string): readonly DelimitedRow[] {
  const lines = source.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const separator = separatorOf(lines);
  return lines.flatMap((text, i) =>
    text.trim() === "" ? [] : [{ line: i + 1, cells: cellsOf(text, separator), source: text }],
  );
}

function separatorOf(lines: readonly string[]): string {
  const count = (sign: string) => lines.filter((line) => line.includes(sign)).length;
  return SEPARATORS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i];
    if (quoted && sign === '"' && line[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (sign === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  cells.push(cell.trim());
  return cells;
}

/** A table as CSV, with a mark at its beginning by which spreadsheets know that it is UTF-8. No cell is taken for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
