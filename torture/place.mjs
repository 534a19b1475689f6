import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const settled = /^(\.gitignore|feature_flags\.json\.(lock|base|history(\.\d+)?\.jsonl))$/;

/** Runs work in a folder of its own, which goes with it. */
export async function withPlace(program, work) {
  // Resolved: traces name files as they are really called.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ff-torture-")));
  try {
    return await work(new Place(folder, program));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder with a flags file, and the program to run there. */
class Place {
  constructor(folder, program) {
    this.folder = folder;
    this.program = program;
    this.file = this.path("feature_flags.json");
  }

  path(name) {
    return join(this.folder, name);
  }

  read() {
    return readFileSync(this.file, "utf8");
  }

  write(content) {
    writeFileSync(this.file, content);
  }

  /** The ids that the flag `checkout` lists. */
  users() {
    return JSON.parse(this.read()).checkout?.user_ids ?? [];
  }

  /** Names in `.ff/` that only a writer at work, or one that was killed, leaves there. */
  litter() {
    return readdirSync(this.path(".ff")).filter((name) => !settled.test(name));
  }

  start([file, ...words]) {
    const child = spawn(file, words, {
      cwd: this.folder,
      // With one thread for files, the system calls of a run come in the same order every time.
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        LANG: "C.UTF-8",
        UV_THREADPOOL_SIZE: "1",
        NODE_DISABLE_COMPILE_CACHE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => (stdout += text));
    child.stderr.on("data", (text) => (stderr += text));
    const ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    return { child, ended };
  }

  command(words) {
    return [process.execPath, this.program, ...words];
  }

  startFf(words) {
    return this.start(this.command(words));
  }

  ff(...words) {
    return this.startFf(words).ended;
  }

  startTraced(options, words) {
    return this.start(["strace", "-f", "-qq", ...options, ...this.command(words)]);
  }

  /**
   * What is wrong after whatever happened here: the next writer must find the lock free, tidy up, and have no reason to
   * take what stands in the file for somebody else's change.
   */
  async problemsOfNextWrite() {
    const next = await this.ff("rollout", "after", "50", "-q", "--lock-timeout", "1");
    if (next.code !== 0 || next.stderr !== "") return [`the next command failed: ${next.stderr}`];
    const litter = this.litter();
    const log = await this.ff("log", "--json");
    return [
      ...litter.map((name) => `left over: ${name}`),
      ...(log.code === 0 ? [] : [`the history can't be read: ${log.stderr}`]),
      ...(log.stdout.includes('"source": "outside"') ? ["file and history disagree"] : []),
    ];
  }
}
