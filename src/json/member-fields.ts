/**
 * What is kept of a member, as numbers one behind the other: where its key begins and ends, quotes included, where its
 * value does, and the key's hash (0 where the key is spelled with escapes and the hash has to be found out).
 */
export const keyStart = 0;
export const keyEnd = 1;
export const valueStart = 2;
export const valueEnd = 3;
export const keyHash = 4;

/** How many numbers those are. */
export const width = 5;
