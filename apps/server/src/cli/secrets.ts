import { type Overrides, originOf, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { openStore } from "../open-store.ts";
import { announcedAddress } from "../serving-address.ts";
import { DAY, issueSecret, LIFETIME, linkAddress } from "../sign-in/secrets.ts";
import { directoryOf, personOf } from "./people.ts";

export interface SecretOptions extends Overrides {
  readonly as: string;
  readonly days?: string;
  /** The address that people use, for a link. */
  readonly origin?: string;
}

/** Prints a one-time sign-in link of a person, to the address that people use or at which a server of the data listens now. */
export async function link(options: SecretOptions): Promise<void> {
  const config = readConfig(options);
  const origin = options.origin ?? config.origin ?? announcedAddress(config.data) ?? originOf(config);
  process.stdout.write(`${linkAddress(origin, await issue("link", options))}\n`);
}

/** Prints a bearer token of a person, for the API and for sockets. */
export async function token(options: SecretOptions): Promise<void> {
  process.stdout.write(`${await issue("token", options)}\n`);
}

async function issue(kind: "link" | "token", options: SecretOptions): Promise<string> {
  const days = options.days === undefined ? LIFETIME[kind] / DAY : Number(options.days);
  if (!(days > 0 && days <= 3_650)) {
    throw new OperatorError(EXIT.usage, `--days is "${options.days}", but must be a number of days up to 3650.`);
  }
  const store = await openStore(readConfig(options));
  try {
    const person = personOf(await directoryOf(store), options.as);
    return (await issueSecret(store, kind, person.id, Date.now(), days * DAY)).secret;
  } finally {
    await store.close();
  }
}
