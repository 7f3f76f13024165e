/**
 * What the device keeps for times without a connection, apart from words and acts, which the session keeps. A browser that
 * keeps nothing (a private window, a full disk) is no failure: everything works, with a connection.
 */
export function keep(name: string, json: string): void {
  try {
    localStorage.setItem(name, json);
  } catch {
    forget(name);
  }
}

/** What was kept under a name; null where nothing was. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** What follows a prefix in the names of what is kept. */
export function keptUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  } catch {
    return [];
  }
}

/** Forgets everything whose name begins so. */
export function forget(prefix: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // Nothing is kept here, so nothing is to be forgotten.
  }
}
