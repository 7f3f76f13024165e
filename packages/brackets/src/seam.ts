/**
 * What may not follow a space: another space, or a stop. Where words are taken out between a space and one of these, the
 * space goes with them, so that no reader of a clean text meets "the Parties ;".
 */
export const SEAM = /^[ ,.;:!?)\u2019\u201d]/;
