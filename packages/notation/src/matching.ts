import { looksLikeStances, readStances, type StanceWords } from "./attributions.ts";
import { isEscaped } from "./characters.ts";
import type { Findings } from "./findings.ts";
import { FORMATS, type Token } from "./tokens.ts";
import type { Unit } from "./units.ts";

/** The stances that stand before a closing sign, by the opening one. */
export type Stances = ReadonlyMap<Token, readonly StanceWords[]>;

/**
 * Pairs every opening sign of a source with its closing one, over blocks as well; what has no partner stays unpaired. Then
 * reads the stances at the end of each bracket, sets aside heads that are none, and pairs formatting signs.
 */
export function pairSigns(
  source: string,
  tokens: readonly Token[],
  units: readonly Unit[],
  findings: Findings,
): Stances {
  const stances = new Map<Token, readonly StanceWords[]>();
  const open: Token[] = [];
  for (const unit of units) {
    let plain = tokens[unit.first]?.at ?? 0;
    for (let i = unit.first; i < unit.last; i++) {
      const token = tokens[i] as Token;
      const top = open.at(-1);
      if (token.type === "dash") {
        if (top) top.dash = token;
      } else if (token.type === "close" && top) {
        open.pop();
        top.mate = token;
        token.mate = top;
        const found = stancesBefore(source, top, token, unit, plain, findings);
        if (found) stances.set(top, found);
        else top.dash = null;
        const outer = open.at(-1);
        if (outer) outer.dash = null;
      } else if (token.type !== "text" && top) {
        top.dash = null;
      }
      if (token.type === "open") open.push(token);
      if (token.type !== "text" && token.type !== "dash") plain = token.end;
    }
  }
  for (const token of open) token.dash = null;
  const lasts = lastSigns(tokens, units);
  for (const unit of units) {
    settleHead(lasts, unit, findings);
    pairFormats(tokens, unit, findings);
  }
  return stances;
}

const LONGEST_STANCES = 120;

/** The stances before a closing sign; `plain` is where the words without signs begin that end there. */
function stancesBefore(
  source: string,
  open: Token,
  close: Token,
  unit: Unit,
  plain: number,
  findings: Findings,
): StanceWords[] | null {
  if (open.dash && open.dash.index >= unit.first) {
    const found = readStances(source.slice(open.dash.end, close.at));
    if (found) return found;
  }
  for (let at = Math.max(plain, close.at - LONGEST_STANCES); at < close.at; at++) {
    if (!/[-–—]/.test(source.charAt(at)) || !looksLikeStances(source, at) || isEscaped(source, plain, at)) continue;
    findings.add(
      at,
      "Words at the end of a bracket look like stances but are not written as ` — KAZ delete; MNG, UZB retain`.",
      "They were kept as words.",
    );
    break;
  }
  return null;
}

/** A provision is proposed as a whole only where its bracket ends with a block; else head and sign are words of a paragraph. */
function settleHead(lasts: ReadonlySet<number>, unit: Unit, findings: Findings): void {
  const whole = unit.leads.filter(({ lead }) => lead.parties !== null);
  for (const { token } of whole) {
    if (token.mate && lasts.has(token.mate.index)) continue;
    unit.headed = false;
    findings.add(
      token.at,
      "A bracket that begins with a party and a number does not close at the end of a block.",
      "It was read as words inside a paragraph; to propose a provision, let the bracket end its block.",
    );
    return;
  }
}

/** The indexes of the closing signs with nothing but closing signs between them and their block's end. */
function lastSigns(tokens: readonly Token[], units: readonly Unit[]): Set<number> {
  const out = new Set<number>();
  for (const unit of units) {
    for (let i = unit.last - 1; i >= unit.first && tokens[i]?.type === "close"; i--) out.add(i);
  }
  return out;
}

/** Pairs the formatting signs of a unit, each kind by itself; a pair must enclose something, and hold it tightly. */
function pairFormats(tokens: readonly Token[], unit: Unit, findings: Findings): void {
  const open = new Map<number, Token>();
  for (let i = unit.first; i < unit.last; i++) {
    const token = tokens[i] as Token;
    if (token.type !== "format") continue;
    const bit = FORMATS[token.text] as number;
    const first = open.get(bit);
    token.literal = true;
    if (!first) {
      if (i + 1 < unit.last && !isSpace(tokens[i + 1] as Token, 0)) open.set(bit, token);
    } else if (!isSpace(tokens[i - 1] as Token, -1)) {
      open.delete(bit);
      if (!encloses(tokens, first.index, i)) continue;
      first.literal = false;
      token.literal = false;
      first.mate = token;
    }
  }
  for (const token of open.values()) {
    findings.add(token.at, `A formatting sign "${token.text}" is not closed in its block.`, "It was kept as words.");
  }
}

function encloses(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) {
    const { type } = tokens[i] as Token;
    if (type !== "format" && type !== "anchor") return true;
  }
  return false;
}

function isSpace(token: Token, at: number): boolean {
  return token.type === "text" && !token.escaped && /^[ \t]/.test(token.text.at(at) ?? "");
}
