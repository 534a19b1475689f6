import { Output } from "../src/term/output.js";
import { Interrupts } from "./interrupts.js";

/** What the program takes from the process around it. */
export class Surroundings {
  readonly process: Pick<
    NodeJS.Process,
    "argv" | "env" | "stdin" | "stdout" | "stderr" | "cwd" | "on" | "off" | "getuid" | "getBuiltinModule"
  >;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly interrupts: Interrupts;

  constructor(process: Surroundings["process"]) {
    this.process = process;
    this.stdout = new Output(() => process.stdout, 1);
    this.stderr = new Output(() => process.stderr, 2);
    this.interrupts = new Interrupts(process);
  }

  get env(): Readonly<Record<string, string | undefined>> {
    return this.process.env;
  }
}
