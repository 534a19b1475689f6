/**
 * Whether a path is a descriptor that the process was given, as that of the shell's `<(…)` is. At its other end somebody
 * writes; of any other pipe nobody knows.
 */
export function isDescriptor(path: string): boolean {
  return /^\/(dev\/(stdin|fd\/\d+)|proc\/(self|\d+)\/fd\/\d+)$/.test(path);
}
