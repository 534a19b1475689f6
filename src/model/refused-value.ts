import { FfError, type FfErrorOptions } from "../errors.js";

/** Leads into a value: keys of objects and indices of lists. */
export type Path = readonly (string | number)[];

interface RefusedValueOptions extends Pick<FfErrorOptions, "hint"> {
  readonly path: Path;
  readonly isKey?: boolean;
}

/** What is refused in a value that was checked, and where in it that is. */
export class RefusedValue extends FfError {
  /** From the value that was checked to what is refused. */
  readonly path: Path;
  /** Whether the key at the end of the path is refused rather than its value. */
  readonly isKey: boolean;

  constructor(message: string, { path, isKey = false, ...options }: RefusedValueOptions) {
    super("USAGE", message, options);
    this.path = path;
    this.isKey = isKey;
  }
}

/** What `check` makes of the value under this key; what it refuses is told as seen from the object that holds the key. */
export function checkedUnder<Value, Result>(key: string, value: Value, check: (value: Value) => Result): Result {
  try {
    return check(value);
  } catch (error) {
    if (!(error instanceof RefusedValue)) throw error;
    const { message, hints, path, isKey } = error;
    throw new RefusedValue(message, { hint: hints, path: [key, ...path], isKey });
  }
}
