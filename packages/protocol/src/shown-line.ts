import * as z from "zod";

/** Line ends and other controls, and signs that turn the direction of what comes after them, beyond their own words. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * One line that people give as a name and that others read in lists, on papers and in names of files. What cannot be seen in it
 * becomes a space, so that no name looks like another or turns the words around it.
 */
export const shownLine = (most: number) =>
  z
    .string()
    .refine((words) => words.isWellFormed(), "Half a character")
    .overwrite((words) => words.replace(UNSEEN, " ").trim())
    .min(1)
    .max(most);
