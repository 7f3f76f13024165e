import { type Overrides, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { verifyStreams } from "../layer/verify-streams.ts";
import { verifyNegotiation } from "../negotiation/verify-negotiation.ts";
import { openStore } from "../open-store.ts";
import { issueSecret } from "../sign-in/secrets.ts";
import { StoreError } from "../store/port.ts";
import type { Finding } from "../verify/judge-ledger.ts";
import { fetchServed } from "../verify/served.ts";
import { verifyText } from "../verify/verify-text.ts";
import { directoryOf, table, textOfId } from "./people.ts";

/** How long the token lives with which a running server is asked, in milliseconds. */
const TOKEN_LIFE = 30 * 60_000;

export interface VerifyOptions extends Overrides {
  readonly text?: string;
  readonly url?: string;
}

/** Verifies every text, or one, and prints a line for each. Throws OperatorError (failed) that names the first bad entry. */
export async function verify(options: VerifyOptions): Promise<void> {
  const store = await openStore(readConfig(options));
  try {
    const directory = await directoryOf(store);
    const negotiation = await verifyNegotiation(store);
    const texts = options.text ? [textOfId(directory, options.text)] : directory.texts;
    const { url } = options;
    const reader = directory.people.find(({ role, names, ended }) => role === "secretariat" && names && !ended);
    if (url && !reader)
      throw new OperatorError(EXIT.notFound, "Nobody of the Secretariat could be asked as; leave out --url.");
    const asked = url && reader ? await issueSecret(store, "token", reader.id, Date.now(), TOKEN_LIFE) : null;
    const rows: string[][] = [];
    let bad: string | null = null;
    if (negotiation.standing) {
      const { entries, hash, finding } = negotiation;
      rows.push(["the negotiation", `${entries} entries`, stateOf(finding), hash.slice(0, 16)]);
      if (finding) bad = `the negotiation, entry ${finding.seq}: ${finding.reason}.`;
    }
    const people = negotiation.standing ? negotiation.timetable : directory;
    try {
      for (const text of texts) {
        const served = url && asked ? () => fetchServed(url, text.id, asked.secret) : undefined;
        const verified = await verifyText(store, text, people, served).catch((error: unknown) => {
          if (error instanceof StoreError) return error;
          throw error;
        });
        if (verified instanceof StoreError) {
          rows.push([text.id, "", "CANNOT BE READ", ""]);
          bad ??= `${text.id}: ${verified.message}.`;
          continue;
        }
        const { entries, hash, finding } = verified;
        rows.push([text.id, `${entries} entries`, stateOf(finding), hash.slice(0, 16)]);
        if (finding) bad ??= `${text.id}, entry ${finding.seq}: ${finding.reason}.`;
        const drafts = await verifyStreams(store, text.id, directory.parties);
        if (drafts.entries === 0 && !drafts.finding) continue;
        const chains = drafts.finding ? "BAD" : "chains are whole";
        rows.push([`${text.id}, private drafts`, `${drafts.entries} entries`, chains, ""]);
        if (drafts.finding)
          bad ??= `A private draft over ${text.id}, entry ${drafts.finding.seq}: ${drafts.finding.reason}.`;
      }
    } finally {
      if (asked) await store.takeSecret(asked.hash);
    }
    process.stdout.write(`${table(rows)}\n`);
    if (bad) throw new OperatorError(EXIT.failed, bad);
  } finally {
    await store.close();
  }
}

const stateOf = (finding: Finding | null) => (finding ? `BAD at entry ${finding.seq}` : "whole and lawful");
