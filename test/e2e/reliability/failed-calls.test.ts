import { describe, expect, it } from "vitest";
import { flag, flagsText } from "../../support/flags.js";
import { makePlace, type Ended, type Place } from "../../support/program.js";
import { lacksStrace, startInjected } from "./processes.js";
import { expectAgreement, litter } from "./store.js";

const history = ".ff/feature_flags.json.history.jsonl";
const base = ".ff/feature_flags.json.base";

/** A flag at 10%, and the run of `ff` that was to make it 20% and met the failure. */
async function meet(
  injection: string,
  file?: string,
  place = makePlace(),
): Promise<{ place: Place; before: string; ended: Ended }> {
  await place.ff(["rollout", "checkout", "10"]);
  const before = place.read("feature_flags.json");
  const run = startInjected(place, injection, ["rollout", "checkout", "20"], file && place.path(file));
  return { place, before, ended: await run.ended };
}

async function expectToGoOn(place: Place): Promise<void> {
  expect(await place.ff(["rollout", "checkout", "30", "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(litter(place)).toEqual([]);
  await expectAgreement(place);
}

describe.skipIf(lacksStrace())("a system call that fails", () => {
  it.each([
    ["staging: no space", "pwrite64:error=ENOSPC:when=2", "no space is left on the disk (ENOSPC)"],
    [
      "staging: a short write",
      "pwrite64:retval=100:when=2",
      "the new content could not be written whole: is the disk full?",
    ],
    ["staging: the disk fails", "fsync:error=EIO:when=1", "the disk reported an error (EIO)"],
    ["staging: the mode", "fchmod:error=EPERM:when=1", "not permitted (EPERM)"],
    ["staging: the owner", "fchown:error=EIO:when=1", "the disk reported an error (EIO)"],
    ["the folder of the staged file", "fsync:error=EIO:when=2", "the disk reported an error (EIO)"],
    ["the history: no space", "write:error=ENOSPC:when=1", "no space is left on the disk (ENOSPC)", history],
    ["the history: the disk fails", "fsync:error=EIO:when=3", "the disk reported an error (EIO)"],
    ["the swap: the disk fails", "renameat2:error=EIO:when=1", "the disk reported an error (EIO)"],
    ["the swap: no permission", "renameat2:error=EACCES:when=1", "permission denied (EACCES)"],
    ["the swap: a mount point", "renameat2:error=EBUSY:when=1", "it is a mount point of its own (EBUSY)"],
    ["the lock", "fcntl:error=ENOLCK:when=1", "can't be locked", ".ff/feature_flags.json.lock"],
  ])("leaves the old bytes, no litter and a clear error (%s)", async (_, injection, sentence, file?: string) => {
    const { place, before, ended } = await meet(injection, file);
    expect(ended).toMatchObject({ code: 6, stdout: "" });
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).toContain("nothing was changed");
    expect(place.read("feature_flags.json")).toBe(before);
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
    await expectToGoOn(place);
  });

  it.each([2, 3, 4])("leaves a large file as it was, whose pieces are written one by one (write %i)", async (when) => {
    const place = makePlace();
    const flags = Array.from({ length: 5000 }, (_, index) => (index === 2000 ? "checkout" : `flag_${index}`));
    place.write("feature_flags.json", flagsText(flags.map((name) => flag(name))));
    const { before, ended } = await meet(`pwrite64:retval=1:when=${when}`, undefined, place);
    expect(ended).toMatchObject({ code: 6, stdout: "" });
    expect(ended.stderr).toContain("the new content could not be written whole");
    expect(place.read("feature_flags.json")).toBe(before);
    expect(before.length).toBeGreaterThan(1024 * 1024);
    await expectToGoOn(place);
  });

  it.each([
    ["to say who holds the lock", "pwrite64:error=ENOSPC:when=1"],
    ["to keep what it replaced", "rename:error=EACCES:when=1"],
    ["to exchange two names, where the file system can't", "renameat2:error=EINVAL"],
    ["to synchronise folders, where the file system can't", "fsync:error=EINVAL:when=4"],
  ])("does not fail a change that is on disk without it (%s)", async (_, injection, file?: string) => {
    const { place, ended } = await meet(injection, file);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(place.read("feature_flags.json")).toContain('"percentage": 20');
    await expectAgreement(place);
    await expectToGoOn(place);
  });

  it("makes the first file where the file system has no links", async () => {
    const place = makePlace();
    expect(await startInjected(place, "link:error=EPERM", ["init", "-q"]).ended).toMatchObject({ code: 0, stderr: "" });
    expect(place.read("feature_flags.json")).toBe("{}\n");
    expect(litter(place)).toEqual([]);
    await expectToGoOn(place);
  });

  it("keeps a copy of what it replaced where names can't be exchanged", async () => {
    const { place } = await meet("renameat2:error=EINVAL");
    expect(place.read(base)).toContain('"percentage": 10');
  });

  it("after the swap is told as what it is: written, not confirmed", async () => {
    const { place, ended } = await meet("fsync:error=EIO:when=4");
    expect(ended).toMatchObject({ code: 6, stdout: "" });
    expect(ended.stderr).toContain("was written, but not confirmed on disk");
    expect(ended.stderr).not.toContain("nothing was changed");
    expect(place.read("feature_flags.json")).toContain('"percentage": 20');
    await expectAgreement(place);
    await expectToGoOn(place);
  });
});
