/** `POST /v1/programs/import`: what taking a directory in would do, or has done. */
export interface DirectoryImportAnswer {
  readonly applied: boolean;
  /** To be sent back to do it: what is done is then what was shown. */
  readonly digest: string;
  readonly programs: ReadonlyArray<{
    readonly programId: string;
    readonly kind: 'added' | 'changed' | 'same';
    readonly fields: ReadonlyArray<{
      readonly field: string;
      readonly before: unknown;
      readonly after: unknown;
    }>;
  }>;
  /** The directory, as CSV, that takes back what was done; null for a dry run, and where nothing was done. */
  readonly undo: string | null;
}
