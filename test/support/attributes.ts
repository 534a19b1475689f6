import { execFileSync } from "node:child_process";
import { lacks } from "./needs.js";

/** Rights are those of a mode, 0 to 7; `users` are by their ids. */
interface AccessList {
  readonly owner: number;
  readonly users: Readonly<Record<number, number>>;
  readonly group: number;
  readonly mask: number;
  readonly other: number;
}

/** An access control list as Linux keeps it: version 2, then tag, rights and id of each entry (posix_acl_xattr.h). */
function toBytes({ owner, users, group, mask, other }: AccessList): Buffer {
  const nobody = 0xffffffff;
  const entries = [
    [0x01, owner, nobody],
    ...Object.entries(users).map(([id, rights]) => [0x02, rights, Number(id)]),
    [0x04, group, nobody],
    [0x10, mask, nobody],
    [0x20, other, nobody],
  ];
  const bytes = Buffer.alloc(4 + 8 * entries.length);
  bytes.writeUInt32LE(2);
  entries.forEach(([tag = 0, rights = 0, id = 0], index) => {
    bytes.writeUInt16LE(tag, 4 + 8 * index);
    bytes.writeUInt16LE(rights, 6 + 8 * index);
    bytes.writeUInt32LE(id, 8 + 8 * index);
  });
  return bytes;
}

/** Node has no call for extended attributes, and what the program takes for it is what is tested. */
function python(script: string, ...words: readonly string[]): string {
  return execFileSync("python3", ["-c", `import os, sys\n${script}`, ...words], { encoding: "utf8" });
}

export function setAttribute(path: string, name: string, value: Uint8Array): void {
  const hex = Buffer.from(value).toString("hex");
  python("os.setxattr(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]))", path, name, hex);
}

export function setAccessList(path: string, list: AccessList, kind: "access" | "default" = "access"): void {
  setAttribute(path, `system.posix_acl_${kind}`, toBytes(list));
}

/** Name and value, in hexadecimal digits, of each extended attribute. */
export function attributesOf(path: string): Record<string, string> {
  const script =
    "import json\nprint(json.dumps({name: os.getxattr(sys.argv[1], name).hex() for name in os.listxattr(sys.argv[1])}))";
  return JSON.parse(python(script, path)) as Record<string, string>;
}

export function lacksAttributes(): boolean {
  const list = toBytes({ owner: 6, users: { 1234: 6 }, group: 0, mask: 6, other: 0 }).toString("hex");
  const script = `import os, tempfile
with tempfile.NamedTemporaryFile() as file:
    os.setxattr(file.name, "user.ff", b"")
    os.setxattr(file.name, "system.posix_acl_access", bytes.fromhex("${list}"))`;
  return lacks("a file system with extended attributes and access control lists", ["python3", "-c", script]);
}
