import { FfError } from "../errors.js";

/** Several names are one error, so that all of them can be mended at once. */
export function unknownFlag(...keys: string[]): FfError {
  const names = keys.map((key) => JSON.stringify(key)).join(", ");
  return new FfError("FLAG_NOT_FOUND", `no flag ${names}`, { unknownFlags: keys });
}
