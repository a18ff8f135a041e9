/** Hours on some weekdays: wall-clock time in the program's zone, `HH:MM`. */
export interface HoursAnswer {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** A track as whoever plans a program describes it: without the places that are taken. */
export interface TrackSettingsAnswer {
  readonly id: string;
  readonly days: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** Several stretches of hours; null when `from` and `to` say it all. */
  readonly blocks: readonly HoursAnswer[] | null;
  readonly modality: string;
  readonly capacity: number;
}

/** A program as whoever plans it describes it. */
export interface ProgramSettingsAnswer {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly regions: readonly string[];
  readonly timeZone: string;
  readonly payers: readonly string[];
  readonly capabilities: readonly string[];
  readonly facilities: readonly string[];
  /** Code of the organisation of the network whose desk answers for it; null: any desk. */
  readonly runBy?: string | null;
  readonly acceptance: string;
  readonly closed: boolean;
  readonly tracks: readonly TrackSettingsAnswer[];
}

/** Days on which a program, or some of its tracks, holds no sessions. */
export interface ClosureAnswer {
  readonly from: string;
  /** The last day of it. */
  readonly to: string;
  readonly reason: string;
  /** Null for every track. */
  readonly trackIds?: readonly string[] | null;
  /** Sessions held on other days instead. */
  readonly makeUps?: ReadonlyArray<{
    readonly trackId: string;
    readonly day: string;
    readonly from: string;
    readonly to: string;
  }>;
}

/** One of the tracks of `GET /v1/programs`, with its places. */
export interface TrackAnswer extends TrackSettingsAnswer {
  /** Confirmed placements. */
  readonly used: number;
  /** Open offers. */
  readonly held: number;
  /** Places that can be given out now; none while the program is closed. */
  readonly free: number;
  /** When the program last reported its places. */
  readonly asOf: string | null;
  /** Since when a new number is asked for. */
  readonly askedAt: string | null;
}

/** One of `GET /v1/programs`. */
export interface ProgramAnswer extends ProgramSettingsAnswer {
  readonly tracks: readonly TrackAnswer[];
  readonly closures: readonly ClosureAnswer[];
  /** Of its settings; placements do not change it. For If-Match. */
  readonly version: number;
}

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
