/** The exit codes of the command line, as docs/guides/operator.md lists them. */
export const EXIT = {
  ok: 0,
  /** `verify` found a bad entry, or something failed that should not. */
  failed: 1,
  /** An option, an argument or an environment variable that is not understood. */
  usage: 2,
  /** The address is taken. */
  address: 3,
  /** The data folder or database cannot be used, or another server has it. */
  data: 4,
  /** There is no such person, text or revision. */
  notFound: 5,
  /** A clean export was asked for while brackets are open. */
  openBrackets: 6,
  /** A file that is to be read cannot be: it is missing, of an unknown kind, broken or too large. */
  file: 7,
  /** An act was refused. */
  refused: 8,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that whoever runs the program can mend: one sentence that says what to do, and the exit code. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}

/**
 * A refusal of the HTTP API. `id` is stable, so that a client can translate it; `sentence` is English for a person.
 */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;
  readonly id: string;

  constructor(status: number, id: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.id = id;
  }
}
