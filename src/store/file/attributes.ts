import { closeSync, constants, openSync } from "node:fs";
import { codeOf } from "../../errors.js";
import { ioError } from "./io-error.js";
import { loadNative, type Native } from "./native.js";

/** Where Linux keeps an access control list. The group's bits in the mode of such a file are not the group's rights. */
const accessList = "system.posix_acl_access";

/** What file systems answer that keep no attributes. */
const unsupported = ["ENOTSUP", "ENOSYS"];

/** The same, and what is answered where an attribute is not for this user to read or to set. */
const refused = [...unsupported, "EPERM", "EACCES"];

/**
 * Gives an open file the extended attributes of another one, its access control list among them. The mode is to be set
 * after that: before, its bits would give the group the most that anybody has by the list.
 * @throws FfError IO where the list can't be passed on; what else can't be is left out
 */
export function passOnAttributes(from: string, to: number): Promise<void> {
  return passOn(from, to, (name) => !isOfOneFile(name));
}

/** The same of the access control list alone. */
export function passOnAccessList(from: string, to: number): Promise<void> {
  return passOn(from, to, (name) => name === accessList);
}

async function passOn(from: string, to: number, isMeant: (name: string) => boolean): Promise<void> {
  // What Windows lists are streams, and its folders pass on the rights.
  const native = process.platform === "win32" ? null : await loadNative().catch(() => null);
  if (native === null) return;
  try {
    const source = openSync(from, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const names = (unless(unsupported, () => native.listAttrsSync(source)) ?? []).filter(isMeant);
      if (!names.includes(accessList)) unless(unsupported, () => dropAccessList(native, to));
      for (const name of names)
        unless(name === accessList ? [] : refused, () => copyAttribute(native, name, source, to));
    } finally {
      closeSync(source);
    }
  } catch (error) {
    // Removed meanwhile, which whoever replaces it notices.
    if (codeOf(error) !== "ENOENT") throw ioError(`pass on the attributes and the rights of ${from}`, error);
  }
}

/** A new file has a list where its folder keeps one for new files. */
function dropAccessList(native: Native, fd: number): void {
  if (native.getAttrSync(fd, accessList) !== null) native.removeAttrSync(fd, accessList);
}

/** One that is the same already is not set once more: a label, for which that can take a right of its own. */
function copyAttribute(native: Native, name: string, from: number, to: number): void {
  const value = native.getAttrSync(from, name);
  if (value === null) return;
  const present = native.getAttrSync(to, name);
  if (present !== null && Buffer.from(present).equals(Buffer.from(value))) return;
  native.setAttrSync(to, name, value, 0, value.byteLength);
}

/** What belongs to one file only, such as a hash of its content or its place in an overlay; its label does not. */
function isOfOneFile(name: string): boolean {
  return /^(system|security|trusted)\./.test(name) && ![accessList, "security.selinux"].includes(name);
}

/** @returns undefined where the system answers with one of these */
function unless<T>(answers: readonly string[], call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (answers.includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}
