import type { CapacityAnswer, DirectoryImportAnswer } from '@handrail/contracts';

/** What people do about the places of a track on the capacity board. */
export const CAPACITY_ACTS = ['block', 'unblock', 'places'] as const;
export type CapacityAct = (typeof CAPACITY_ACTS)[number];

/** One row of the board. */
export type CapacityRow = CapacityAnswer;

/** Hours on some weekdays. */
export interface HoursBlock {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

interface MakeUpDay {
  readonly trackId: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

/** Days a program is closed, with what is held instead. */
export interface ClosedDays {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly trackIds: readonly string[] | null;
  readonly makeUps: readonly MakeUpDay[];
}

/** A track as the editor of programs shows and sends it. */
export interface TrackSettings {
  readonly id: string;
  readonly days: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly blocks: readonly HoursBlock[] | null;
  readonly modality: string;
  readonly capacity: number;
}

/** A program as the editor of programs shows and sends it. */
export interface ProgramSettings {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly regions: readonly string[];
  readonly timeZone: string;
  readonly payers: readonly string[];
  readonly capabilities: readonly string[];
  readonly facilities: readonly string[];
  readonly acceptance: string;
  readonly closed: boolean;
  readonly tracks: readonly TrackSettings[];
}

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
