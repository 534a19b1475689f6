/** Whether a variable of the environment says yes: anything but nothing, `0` and `false`. */
export function saysYes(variable: string | undefined): boolean {
  return !["", "0", "false", undefined].includes(variable);
}
