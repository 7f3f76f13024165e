/** The option id that stands for a bracket's standing words in the act `adopt`. */
export const STANDING = "standing";
