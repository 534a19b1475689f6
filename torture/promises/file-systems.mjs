import { cpSync } from "node:fs";
import { parallel, range, sample } from "../parallel.mjs";
import { withPlace } from "../place.mjs";

/** Runs `ff` in a mount namespace of its own, after commands that mount something: the mounts go with the namespace. */
function inNamespace(place, mount, words, after = "true") {
  const script = `set -e\n${mount}\nset +e\n"$@"\ncode=$?\n${after}\nexit $code`;
  return place.start(["unshare", "--mount", "bash", "--norc", "-c", script, "bash", ...place.command(words)]).ended;
}

const change = ["rollout", "checkout", "20"];

export const fullDisk = {
  promise: "On a full disk a change is made whole or not at all",
  procedure: "a tmpfs of 64 KiB that holds a file of 40 KB, and one of 256 KiB with 0 to 13 pages left",
  needs: ["mounts"],
  run: async ({ program, short }) => {
    const tally = { refused: 0, done: 0 };
    const problems = [];
    const judge = (name, { code, stderr, stdout }, before, after) => {
      const isRefused = code === 6 && stderr.includes("nothing was changed") && stdout === "";
      if (isRefused) tally.refused++;
      else if (code === 0) tally.done++;
      else problems.push(`${name}: exit ${code}: ${stderr}`);
      if (isRefused && !/no space is left|is the disk full\?/.test(stderr))
        problems.push(`${name}: unclear: ${stderr}`);
      if (isRefused && after.read() !== before) problems.push(`${name}: refused, but the bytes changed`);
      if (code === 0 && JSON.parse(after.read()).checkout.percentage !== 20)
        problems.push(`${name}: exit 0, not there`);
      problems.push(...after.litter().map((file) => `${name}: left over: ${file}`));
    };
    const run = (characters, mount, tidy, name) =>
      withPlace(program, async (place) => {
        await place.ff("create", "checkout", "--percentage", "10", "--description", "x".repeat(characters));
        const before = place.read();
        await withPlace(program, async (after) => {
          const ended = await inNamespace(
            place,
            mount,
            change,
            `${tidy}\ncp -r feature_flags.json .ff ${after.folder}`,
          );
          judge(name, ended, before, after);
        });
      });
    const full = "mkdir full && mount -t tmpfs -o size=64k tmpfs full && cp feature_flags.json full && cd full";
    await run(40_000, full, "true", "64 KiB");
    await parallel(sample(range(14), short ? 4 : 1), 2, (pages) => {
      const mount = `mkdir full && mount -t tmpfs -o size=256k tmpfs full && cp -r feature_flags.json .ff full && cd full
        truncate -s 0 room filler && head -c ${pages * 4096} /dev/zero > room
        cat /dev/zero > filler 2>/dev/null || rm room`;
      return run(8000, mount, "rm filler", `${pages} pages left`);
    });
    if (tally.refused === 0 || tally.done === 0) problems.push("the disk was never full, or always");
    return {
      counts: `${tally.refused + tally.done} disks`,
      outcome: `${tally.refused} refused with the old bytes, ${tally.done} written whole`,
      problems,
    };
  },
};

export const mounts = {
  promise: "A read-only disk can be read; a single mounted file is never written in place",
  procedure: "list, log and an edit on a read-only mount; an edit of a bind-mounted file",
  needs: ["mounts"],
  run: ({ program }) =>
    withPlace(program, async (place) => {
      await place.ff("rollout", "checkout", "10");
      const before = place.read();
      const readOnly = "mount --bind . . && mount -o remount,ro,bind . && cd $PWD";
      const single = "cp feature_flags.json other.json && mount --bind other.json feature_flags.json";
      const cases = [
        ["list", readOnly, ["list"], 0, /^$/],
        ["log", readOnly, ["log"], 0, /^$/],
        ["an edit", readOnly, change, 6, /the file system is read-only \(EROFS\)[^]*nothing was changed/],
        ["a mounted file", single, change, 6, /it is a mount point of its own \(EBUSY\)[^]*nothing was changed/],
      ];
      const problems = [];
      for (const [name, mount, words, code, message] of cases) {
        const ended = await inNamespace(place, mount, words);
        if (ended.code !== code || !message.test(ended.stderr))
          problems.push(`${name}: ${ended.code}: ${ended.stderr}`);
        if (place.read() !== before) problems.push(`${name}: the bytes changed`);
      }
      cpSync(place.path("other.json"), place.file);
      if (place.read() !== before) problems.push("the mounted file was written in place");
      return {
        counts: `${cases.length} commands`,
        outcome: `${cases.length - problems.length} as promised`,
        problems: [...problems, ...(await place.problemsOfNextWrite())],
      };
    }),
};
