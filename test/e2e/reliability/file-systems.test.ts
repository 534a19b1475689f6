import { execFileSync } from "node:child_process";
import { chownSync, cpSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lacksAttributes, setAccessList } from "../../support/attributes.js";
import { makePlace, programFile, type Ended, type Place } from "../../support/program.js";
import { lacks, lacksMounts } from "../../support/needs.js";
import { inParallel, start } from "./processes.js";
import { expectAgreement, litter } from "./store.js";

/**
 * Runs `ff` in a mount namespace of its own, after these commands of the shell have mounted something there; what
 * they print at the end, behind a line of dashes, is what became of the place. The mounts go with the namespace.
 */
async function inNamespace(place: Place, mount: string, words: string, after = ""): Promise<Ended & { rest: string }> {
  const script = `set -e\n${mount}\nset +e\n"${process.execPath}" "${programFile}" ${words}\ncode=$?\necho ---\n${after}\nexit $code`;
  const { stdout, ...ended } = await start(place, ["unshare", "--mount", "bash", "--norc", "-c", script]).ended;
  const [out = "", rest = ""] = stdout.split("---\n");
  return { ...ended, stdout: out, rest };
}

describe.skipIf(lacksMounts())("on a file system", () => {
  it("of 64 KiB that is full, a write leaves the file as it was", async () => {
    const place = makePlace();
    await place.ff(["create", "checkout", "--percentage", "10", "--description", "x".repeat(40_000)]);
    const before = place.read("feature_flags.json");
    const ended = await inNamespace(
      place,
      "mkdir full && mount -t tmpfs -o size=64k tmpfs full && cp feature_flags.json full && cd full",
      "rollout checkout 20",
      "cp feature_flags.json ../after.json && ls .ff",
    );
    expect(ended).toMatchObject({ code: 6, stdout: "" });
    expect(ended.stderr).toMatch(/no space is left on the disk|is the disk full\?/);
    expect(ended.stderr).toContain("nothing was changed");
    expect(place.read("after.json")).toBe(before);
    expect(ended.rest).not.toContain(".next.");
  });

  it("with any space left, a write is made whole or not at all", { timeout: 60_000 }, async () => {
    const place = makePlace();
    await place.ff(["create", "checkout", "--percentage", "10", "--description", "x".repeat(8000)]);
    const before = place.read("feature_flags.json");
    const outcomes = await inParallel(14, 2, async (pages) => {
      const prepared = makePlace();
      cpSync(place.folder, prepared.folder, { recursive: true });
      const { code, rest, stderr } = await inNamespace(
        prepared,
        `mkdir full && mount -t tmpfs -o size=256k tmpfs full && cp -r feature_flags.json .ff full && cd full
         truncate -s 0 room filler && head -c ${pages * 4096} /dev/zero > room
         cat /dev/zero > filler 2>/dev/null || rm room`,
        "rollout checkout 20",
        "rm filler && cp -r . ../after && ls .ff",
      );
      const after = { ...prepared, path: (file: string) => prepared.path(`after/${file}`) };
      await expectAgreement(after);
      expect(rest).not.toContain(".next.");
      if (code === 0) {
        expect(prepared.read("after/feature_flags.json")).toContain('"percentage": 20');
      } else {
        expect(code).toBe(6);
        expect(stderr).toContain("nothing was changed");
        expect(prepared.read("after/feature_flags.json")).toBe(before);
      }
      return code;
    });
    expect(new Set(outcomes)).toEqual(new Set([0, 6]));
  });

  it.each(["in a folder that was never written", "in a folder that ff has written"])(
    "that is read-only, reading works and writing is refused (%s)",
    async (kind) => {
      const place = makePlace();
      place.write("feature_flags.json", "{}\n");
      if (kind.endsWith("has written")) await place.ff(["rollout", "checkout", "10"]);
      const before = place.read("feature_flags.json");
      const mount = "mount --bind . . && mount -o remount,ro,bind . && cd $PWD";
      expect(await inNamespace(place, mount, "list")).toMatchObject({ code: 0 });
      expect(await inNamespace(place, mount, "log")).toMatchObject({ code: 0 });
      const refused = await inNamespace(place, mount, "rollout checkout 20");
      expect(refused).toMatchObject({ code: 6, stdout: "" });
      expect(refused.stderr).toContain("the file system is read-only (EROFS)");
      expect(refused.stderr).toContain("nothing was changed");
      expect(place.read("feature_flags.json")).toBe(before);
    },
  );

  it("of its own, a single mounted file is not replaced, and it says why", async () => {
    const place = makePlace();
    place.write("feature_flags.json", "{}\n");
    place.write("elsewhere.json", "{ }\n");
    const mount = "mount --bind elsewhere.json feature_flags.json";
    const refused = await inNamespace(place, mount, "rollout checkout 20", "cat feature_flags.json");
    expect(refused).toMatchObject({ code: 6, stdout: "", rest: "{ }\n" });
    expect(refused.stderr).toContain("it is a mount point of its own (EBUSY)");
    expect(refused.stderr).toContain("mount the folder instead");
    expect(litter(place)).toEqual([]);
    expect(place.read("feature_flags.json")).toBe("{}\n");
  });

  it("another than its folder's, .ff/ is refused", async () => {
    const place = makePlace();
    place.write("feature_flags.json", "{}\n");
    const refused = await inNamespace(place, "mkdir .ff && mount -t tmpfs tmpfs .ff", "rollout checkout 20", "ls .ff");
    expect(refused).toMatchObject({ code: 6, stdout: "" });
    expect(refused.stderr).toContain("it lies on another file system (EXDEV)");
    expect(refused.rest).not.toContain(".next.");
    expect(place.read("feature_flags.json")).toBe("{}\n");
  });
});

const lacksRoot = lacks("changing the user (for root only)", ["setpriv", "--reuid=65534", "--clear-groups", "true"]);

describe("a user who may not write", () => {
  const asNobody = (place: Place, ...words: readonly string[]) =>
    start(place, ["setpriv", "--reuid=65534", "--clear-groups", process.execPath, programFile, ...words]).ended;

  it.skipIf(lacksRoot).each([
    ["the file", "chmod 755 . && chmod 777 .ff && chmod 666 .ff/*", "write feature_flags.json", "feature_flags.json"],
    [
      "the folder",
      "chmod 755 . && chmod 777 .ff && chmod 666 .ff/* feature_flags.json",
      "replace feature_flags.json",
      ".",
    ],
    [
      ".ff/",
      "chmod 777 . && chmod 755 .ff && chmod 666 feature_flags.json",
      "open the lock .ff/feature_flags.json.lock",
      ".ff",
    ],
  ])("%s can read, and is told why the write was refused", async (_, rights, doing, refusing) => {
    const place = makePlace();
    await place.ff(["rollout", "checkout", "10"]);
    const before = place.read("feature_flags.json");
    execFileSync("bash", ["--norc", "-c", rights], { cwd: place.folder });
    expect(await asNobody(place, "list")).toMatchObject({ code: 0 });
    const refused = await asNobody(place, "rollout", "checkout", "20");
    expect(refused).toMatchObject({ code: 6, stdout: "" });
    expect(refused.stderr).toContain(`can't ${doing}: permission denied (EACCES)\n`);
    expect(refused.stderr).toContain(`see whose it is, and who may do that: ls -la ${refusing}\n`);
    expect(refused.stderr).toContain("nothing was changed");
    expect(place.read("feature_flags.json")).toBe(before);
    expect(litter(place)).toEqual([]);
  });

  it.skipIf(lacksRoot)("nor read is told so of the file as it was named", async () => {
    const place = makePlace();
    place.write("our flags.json", "{}\n");
    execFileSync("chmod", ["755", place.folder]);
    execFileSync("chmod", ["600", place.path("our flags.json")]);
    for (const typed of [["list"], ["check", "checkout", "--user", "u1"], ["rollout", "checkout", "20"]]) {
      const refused = await asNobody(place, ...typed, "--file", "our flags.json");
      expect(refused).toMatchObject({ code: 6, stdout: "" });
      if (typed[0] !== "rollout")
        expect(refused.stderr).toContain("error: can't read our flags.json: permission denied (EACCES)\n");
      expect(refused.stderr).toMatch(/see whose it is, and who may do that: ls -la ('our flags.json'|\.)\n/);
    }
  });

  it.skipIf(lacksRoot)("with .ff/ of another user writes where the folder lets everybody write", async () => {
    const place = makePlace();
    execFileSync("chmod", ["777", place.folder]);
    place.write("feature_flags.json", "{}\n");
    execFileSync("chmod", ["666", place.path("feature_flags.json")]);
    expect((await place.ff(["rollout", "checkout", "10"])).code).toBe(0);
    expect(await asNobody(place, "rollout", "checkout", "20", "-q")).toMatchObject({ code: 0, stderr: "" });
    expect((await place.ff(["rollout", "checkout", "30"])).code).toBe(0);
  });
});

describe("an access control list", () => {
  const asUser = (place: Place, uid: number, gid: number, ...command: readonly string[]) =>
    start(place, ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...command]).ended;

  it.skipIf(lacksRoot || lacksAttributes())(
    "gives each the same rights after an edit as before, in .ff/ too",
    async () => {
      const place = makePlace();
      execFileSync("chmod", ["755", place.folder]);
      place.write("feature_flags.json", "{}\n");
      chownSync(place.path("feature_flags.json"), 0, 2345);
      setAccessList(place.path("feature_flags.json"), { owner: 6, users: { 1234: 6 }, group: 0, mask: 6, other: 0 });
      for (const percentage of ["10", "20"]) expect((await place.ff(["rollout", "checkout", percentage])).code).toBe(0);
      const kept = ["lock", "base", "history.jsonl"].map((end) => `.ff/feature_flags.json.${end}`);
      for (const file of ["feature_flags.json", ...kept]) {
        expect(statSync(place.path(file))).toMatchObject({ uid: 0, gid: 2345 });
        expect(await asUser(place, 1234, 1234, "cat", file)).toMatchObject({ code: 0, stdout: place.read(file) });
        const outsider = await asUser(place, 65534, 2345, "cat", file);
        expect(outsider).toMatchObject({ code: 1, stdout: "" });
        expect(outsider.stderr).toContain("Permission denied");
      }
    },
  );
});

describe("an edit", () => {
  it("changes the bytes it names and no other: CRLF, BOM, big numbers, escapes, no newline at the end", async () => {
    const place = makePlace();
    await place.ff(["create", "checkout", "--percentage", "10"]);
    const flag = place.read("feature_flags.json").replace(/^\{\s*"checkout": ([^]*\})\s*\}\s*$/, "$1");
    const head =
      '\uFEFF{\r\n\t"first" : {"metadata":{"id":12345678901234567890,"e":1e400}},\r\n\r\n\t"__proto__": { "enabled":true },\r\n\t"checkout": ';
    const tail = ',\r\n  "l\\u0061st" :{ "name":"\\ud83d\\ude00" , "unknown":[ 1.0,-0 ]}}';
    place.write("feature_flags.json", head + flag + tail);
    expect((await place.ff(["rollout", "checkout", "20"])).code).toBe(0);
    const after = readFileSync(place.path("feature_flags.json"), "utf8");
    expect(after.startsWith(head)).toBe(true);
    expect(after.endsWith(tail)).toBe(true);
    expect(after.slice(head.length, -tail.length)).toContain('"percentage": 20');
    expect((await place.ff(["undo"])).code).toBe(0);
    expect(readFileSync(place.path("feature_flags.json"), "utf8")).toBe(head + flag + tail);
  });
});
