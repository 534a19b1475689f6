import { width } from "./member-fields.js";

// How the memory of members.wat is laid out.

/** Bytes of text that there is room for, from 0 on. */
export const capacity = 256 * 1024;

/** Bytes in one of the numbers that are taken down. */
export const fieldBytes = 4;

/** Where members are taken down: behind the text, and behind what is read past its end. */
export const outAt = 320 * 1024;
export const outEnd = outAt + 3000 * width * fieldBytes;
