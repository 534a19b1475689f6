import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { FfError } from "../../src/errors.js";
import { Output } from "../../src/term/output.js";
import { lacksMounts } from "../support/needs.js";
import { buildProgram, mountSmall, type Program } from "./program.js";

let program: Program;

beforeAll(async () => {
  program = await buildProgram(`
    import { Output } from "@/term/output.js";
    const output = new Output(() => process.stdout, 1);
    const [, , lines = "1", times = "1"] = process.argv;
    const text = ("0123456789".repeat(9) + "日本語\\n").repeat(Number(lines));
    async function main() {
      for (let time = 0; time < Number(times); time++) {
        const whole = await output.write(text);
        process.stderr.write(whole ? "written\\n" : "closed\\n");
      }
    }
    main().catch((error) => {
      process.stderr.write(error.code + " " + error.message + "\\n");
      process.exitCode = 6;
    });
  `);
});

afterAll(() => program.remove());

describe("Output of a process", () => {
  it("writes large output whole to a slow pipe", () => {
    const { stdout, stderr } = program.shell("$PROGRAM 100000 2 | (sleep 0.3; wc -c)");
    expect([stdout.trim(), stderr]).toEqual(["20000000", "written\nwritten\n"]);
  });

  it("writes large output whole to a pipe that does not wait", () => {
    const unblocked =
      "import fcntl, os, sys; fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK); os.execvp(sys.argv[1], sys.argv[1:])";
    const { stdout, stderr } = program.shell(`python3 -c '${unblocked}' $PROGRAM 100000 2 | (sleep 0.3; wc -c)`);
    expect([stdout.trim(), stderr]).toEqual(["20000000", "written\nwritten\n"]);
  });

  it("writes large output whole to a file, after what is there", () => {
    const { stderr } = program.shell("echo first > $FOLDER/out; $PROGRAM 100000 2 >> $FOLDER/out");
    const text = readFileSync(join(program.folder, "out"), "utf8");
    expect([stderr, text.slice(0, 9), text.length]).toEqual(["written\nwritten\n", "first\n012", 6 + 94 * 200_000]);
  });

  it("ends quietly when the reader has gone, and writes no more", () => {
    const { stdout, stderr, status } = program.shell("set -o pipefail; $PROGRAM 100000 3 | head -c 10");
    expect({ stdout, stderr, status }).toEqual({ stdout: "0123456789", stderr: "closed\nclosed\nclosed\n", status: 0 });
  });

  it.runIf(existsSync("/dev/full"))("reports a full device", () => {
    const { stderr, status } = program.shell("$PROGRAM > /dev/full");
    expect(stderr).toBe("IO could not write all of the output: no space left on device (ENOSPC)\n");
    expect(status).toBe(6);
  });

  it.skipIf(lacksMounts())("reports a disk that takes only the first part", () => {
    const disk = join(program.folder, "disk");
    mkdirSync(disk);
    mountSmall(disk);
    try {
      const { stderr } = program.shell(`$PROGRAM 1000 > ${disk}/out`);
      expect(stderr).toBe("IO could not write all of the output: no space left on device (ENOSPC)\n");
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});

describe("Output to any stream", () => {
  it("writes nothing as nothing", async () => {
    const stream = new PassThrough();
    expect(await new Output(() => stream).write("")).toBe(true);
  });

  it("answers false when a child closes its input early", async () => {
    const child = spawn("head", ["-c", "10"], { stdio: ["pipe", "ignore", "ignore"] });
    const output = new Output(() => child.stdin);
    expect(await output.write("x".repeat(10_000_000))).toBe(false);
    expect(await output.write("more")).toBe(false);
  });

  it("passes on any other failure with its cause", async () => {
    const cause = Object.assign(new Error("write EIO"), { code: "EIO" });
    const stream = new PassThrough({ transform: (_chunk, _encoding, done) => done(cause) });
    const failure = await new Output(() => stream).write("x").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FfError);
    expect(failure).toMatchObject({ code: "IO", message: expect.stringContaining("EIO") as string, cause });
  });
});
