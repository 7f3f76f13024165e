/** A catalogue as it is written: what it does not say is said in English. A test lists what is missing. */
export type Translation<Words> = { readonly [Id in keyof Words]?: string };
