/** Where a command writes; tests pass their own. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
}

/** One command of the tool. Adding a command is one folder and one line in commands.ts. */
export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  /** Answers the exit code. Throws UsageError when called wrongly. */
  run(args: readonly string[], terminal: Terminal, env: ToolEnvironment): Promise<number>;
}

export type ToolEnvironment = Readonly<Record<string, string | undefined>>;
