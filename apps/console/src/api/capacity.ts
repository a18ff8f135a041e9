import type {
  CapacityAnswer,
  ClosureAnswer,
  DirectoryImportAnswer,
  HoursAnswer,
  ProgramSettingsAnswer,
  TrackSettingsAnswer,
} from '@handrail/contracts';

/** What people do about the places of a track on the capacity board. */
export const CAPACITY_ACTS = ['block', 'unblock', 'places'] as const;
export type CapacityAct = (typeof CAPACITY_ACTS)[number];

/** One row of the board. */
export type CapacityRow = CapacityAnswer;

/** Hours on some weekdays. */
export type HoursBlock = HoursAnswer;

/** Days a program is closed, with what is held instead. */
export type ClosedDays = Required<ClosureAnswer>;

/** A track as the editor of programs shows and sends it. */
export type TrackSettings = TrackSettingsAnswer;

/** A program as the editor of programs shows and sends it. */
export type ProgramSettings = ProgramSettingsAnswer;

/** As scheduling has it. */
export interface KnownProgram extends ProgramSettings {
  readonly closures: readonly ClosedDays[];
  readonly version: number;
}

/** The one question of a link: are these the places of the program? */
export interface PlacesQuestion {
  readonly programName: string;
  readonly tracks: ReadonlyArray<{
    readonly trackId: string;
    readonly capacity: number;
    readonly occupied: number;
  }>;
  /** What was shown, to be sent back with the answer. */
  readonly seen: string;
}

/** What taking a directory of programs in would do, or has done. */
export type ImportReport = DirectoryImportAnswer;
