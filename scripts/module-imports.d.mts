/** See module-imports.mjs. */
export interface ImportInText {
  readonly specifier: string;
  /** Erased by the compiler: nothing of it exists at run time. */
  readonly typeOnly: boolean;
  /** Where the statement begins in the text. */
  readonly start: number;
}

export function importsIn(path: string, text: string): ImportInText[];
