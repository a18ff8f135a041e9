import type { FieldProblem, ProgramSettingsAnswer, TrackSettingsAnswer } from '@handrail/contracts';
import type { SessionBlock } from '../../program/domain/session-block.js';
import type { Program, Track } from '../../program/domain/program.js';
import type { Weekday } from '../../program/domain/weekday.js';

/** A track as a directory lists it. */
export interface ListedTrack extends TrackSettingsAnswer {
  readonly days: readonly Weekday[];
  readonly blocks: readonly SessionBlock[] | null;
}

/** A program as a directory lists it, checked or not. */
export interface ListedProgram extends ProgramSettingsAnswer {
  readonly tracks: readonly ListedTrack[];
}

/** A directory as it was read. */
export interface ReadDirectory {
  readonly programs: readonly ListedProgram[];
  /** Of a file with lines: those of each program, one for each of its tracks. */
  readonly lines?: ReadonlyArray<readonly number[]>;
}

/** A directory that cannot be read, with everything at fault that could be found. */
export interface UnreadableDirectory {
  readonly problems: readonly FieldProblem[];
}

/** What a directory says of a program. */
export const listed = (program: Program): ListedProgram => ({
  ...{ id: program.id, name: program.name, level: program.level, timeZone: program.timeZone },
  ...{ acceptance: program.acceptance, closed: program.closed },
  regions: program.regions,
  payers: program.payers,
  capabilities: program.capabilities,
  facilities: program.facilities,
  tracks: program.tracks.map(listedTrack),
});

const listedTrack = ({ id, days, from, to, blocks, modality, places }: Track): ListedTrack => ({
  ...{ id, days, from, to, blocks: blocks ?? null, modality },
  capacity: places.plannedCapacity ?? places.capacity,
});
