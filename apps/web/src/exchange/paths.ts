/** The address of the page on which a file is brought in; without an id, of the one on which it is chosen. */
export const importPath = (id?: string) => (id === undefined ? "/import" : `/import/${encodeURIComponent(id)}`);
