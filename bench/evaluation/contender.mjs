import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that answers one question for all users whenever it is asked; `processes/contender.mjs` says how. */
export class Contender {
  #child;
  #lines;

  constructor([command, ...args], env) {
    this.#child = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Evaluates for every user: the nanoseconds of one evaluation, and how many were on. */
  async ask() {
    const [nanoseconds, on] = (await this.#answer("go")).split(" ").map(Number);
    return { nanoseconds, on };
  }

  /** The bucket of every user, as one text. */
  buckets() {
    return this.#answer("buckets");
  }

  end() {
    this.#child.stdin.end();
  }

  async #answer(line) {
    this.#child.stdin.write(`${line}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#child.spawnargs.join(" ")} ended without an answer`);
    return value;
  }
}
