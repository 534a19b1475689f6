import type { Context } from "../command.js";
import { isDescriptor } from "../descriptor.js";
import { FfError } from "../errors.js";
import type { Mutation } from "../mutation/mutation.js";
import type { WriteOptions } from "../mutation/options.js";
import { repositoryPath } from "./repository-path.js";
import { afterMending, flagsToMend, mendFile } from "./mend-file.js";
import type { FileReport, Report } from "./report.js";
import { validateFile } from "./rules/validate-file.js";

const standardInput = "-";

export interface ValidateOptions extends WriteOptions {
  /** Paths, or `-`; none for the file in use. */
  readonly files: readonly string[];
  readonly fix?: boolean;
}

/** A file to check: its bytes, and how it was named; `given` is undefined for the file in use. */
interface Input {
  readonly given: string | undefined;
  readonly file: string;
  readonly path: string | null;
  readonly bytes: Uint8Array;
}

/**
 * Checks files, and with `fix` mends them first.
 * @throws FfError FILE_NOT_FOUND, IO: all files are read, and mended in memory, before any is changed
 */
export async function validate(context: Context, options: ValidateOptions): Promise<Report> {
  const { files, fix = false } = options;
  const inputs: Input[] = [];
  for (const given of files.length === 0 ? [undefined] : files) inputs.push(await readFile(context, given));
  const now = context.now();
  const checked = inputs.map((input) => {
    const validation = validateFile(input.bytes, now, fileOptionOf(context, input.given));
    return { ...input, validation, flags: fix ? flagsToMend(context, validation) : [] };
  });
  const toMend = checked.filter(({ flags }) => flags.length > 0);
  // Each file is a transaction of its own: what would refuse one of them is found before any other is written.
  if (toMend.length > 1)
    for (const { given, flags } of toMend) await mendFile(context, { ...options, dryRun: true }, given, flags);
  const reports: FileReport[] = [];
  const mendings: Mutation[] = [];
  for (const { given, file, path, validation, flags } of checked) {
    const mended =
      flags.length === 0
        ? null
        : await mendFile(context, options, given, flags).catch((error: unknown) => {
            throw afterMending(error, mendings);
          });
    if (mended !== null) mendings.push(mended);
    const left =
      mended === null ? validation : validateFile(mended.documents.after.bytes, now, fileOptionOf(context, given));
    reports.push({ file, path, repositoryPath: path && repositoryPath(path, context.env), mended, ...left });
  }
  return { files: reports };
}

/** What `--file` has to name in a command that edits the same file; null where none can. */
function fileOptionOf({ global }: Context, given = global.file): string | null | undefined {
  return given === standardInput ? null : given;
}

/** Who names the files to check does not want a new one. */
function notThere(error: FfError): FfError {
  if (error.code !== "FILE_NOT_FOUND") return error;
  return new FfError(error.code, error.message, { hint: "is the path right? no file was checked", cause: error });
}

async function readFile(context: Context, given: string | undefined): Promise<Input> {
  if (given === standardInput)
    return { given, file: "standard input", path: null, bytes: await context.readInput(standardInput) };
  const store = context.openStore({ path: given });
  const file = store.location;
  try {
    // Another program may be writing just now: the store knows how to wait for a whole file.
    return { given, file, path: file, bytes: (await store.read()).bytes };
  } catch (error) {
    if (!(error instanceof FfError)) throw error;
    const named = given ?? context.global.file ?? file;
    const told = given === undefined ? error : notThere(error);
    // What is no valid file is what is to be told about; what is no file at all may be a pipe of the shell.
    if (error.code !== "INVALID_FILE" && !isDescriptor(named)) throw told;
    const bytes = await context.readInput(named).catch((failure: unknown) => {
      throw isDescriptor(named) ? failure : told;
    });
    return { given, file, path: file, bytes };
  }
}
