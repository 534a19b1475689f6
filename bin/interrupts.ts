const names = ["SIGINT", "SIGTERM"] as const;

/** Ctrl-C, and SIGTERM as whoever runs the process sends it. */
export class Interrupts {
  readonly #process: Pick<NodeJS.Process, "on" | "off">;
  #abort: AbortController | undefined;
  #areHeard = true;
  readonly #hear = (): void => this.#abort?.abort();

  constructor(process: Pick<NodeJS.Process, "on" | "off">) {
    this.#process = process;
  }

  /** Aborted by them. From the first use on, they no longer end the process by themselves. */
  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      // Kept on after the first one: a second must not end the process between the swap and its report.
      if (this.#areHeard) for (const name of names) this.#process.on(name, this.#hear);
    }
    return this.#abort.signal;
  }

  /** From now on they end the process by themselves, as they did before the first use. */
  letGo(): void {
    this.#areHeard = false;
    for (const name of names) this.#process.off(name, this.#hear);
  }
}
