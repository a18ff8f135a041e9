import type {
  HoursBlock,
  KnownProgram,
  ProgramSettings,
  TrackSettings,
} from '../../../../../src/api/capacity.js';

/** A track as it is typed. */
export interface TypedTrack {
  readonly id: string;
  readonly modality: string;
  readonly capacity: string;
  /** Empty for care around the clock. */
  readonly blocks: readonly HoursBlock[];
}

/** A program as it is typed: lists as text with commas. */
export interface TypedProgram {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly regions: string;
  readonly timeZone: string;
  readonly payers: string;
  readonly capabilities: string;
  readonly facilities: string;
  readonly runBy: string;
  readonly acceptance: string;
  readonly closed: boolean;
  readonly tracks: readonly TypedTrack[];
}

export const NEW_BLOCK: HoursBlock = { days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
export const NEW_TRACK: TypedTrack = {
  ...{ id: 'evening', modality: 'on-site', capacity: '12', blocks: [NEW_BLOCK] },
};

export const NEW_PROGRAM: TypedProgram = {
  ...{ id: '', name: '', level: 'IOP', regions: '', timeZone: 'America/New_York' },
  ...{ payers: '', capabilities: '', facilities: '', acceptance: 'automatic', closed: false },
  runBy: '',
  tracks: [NEW_TRACK],
};

const listed = (values: readonly string[]): string => values.join(', ');

/** `boston, worcester` as two values. */
export const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ),
];

/** What is known of a program, ready to be changed. */
export const typedOf = (program: KnownProgram): TypedProgram => ({
  ...{ id: program.id, name: program.name, level: program.level, timeZone: program.timeZone },
  ...{ acceptance: program.acceptance, closed: program.closed },
  regions: listed(program.regions),
  payers: listed(program.payers),
  capabilities: listed(program.capabilities),
  facilities: listed(program.facilities),
  runBy: program.runBy ?? '',
  tracks: program.tracks.map(typedTrack),
});

function typedTrack({ id, days, from, to, blocks, modality, capacity, ...more }: TrackSettings) {
  const { plannedCapacity } = more as { readonly plannedCapacity?: number | null };
  const single = from !== null && to !== null ? [{ days, from, to }] : [];
  return { id, modality, capacity: String(plannedCapacity ?? capacity), blocks: blocks ?? single };
}

/** What is typed, as scheduling takes it. */
export const settingsOf = (typed: TypedProgram): ProgramSettings => ({
  ...{ id: typed.id.trim(), name: typed.name.trim(), level: typed.level, closed: typed.closed },
  ...{ timeZone: typed.timeZone.trim(), acceptance: typed.acceptance },
  regions: listOf(typed.regions),
  payers: listOf(typed.payers),
  capabilities: listOf(typed.capabilities),
  facilities: listOf(typed.facilities),
  runBy: typed.runBy.trim() || null,
  tracks: typed.tracks.map(settingsOfTrack),
});

function settingsOfTrack({ id, modality, capacity, blocks }: TypedTrack): TrackSettings {
  const [first, ...others] = blocks;
  const track = { id: id.trim(), modality, capacity: Number(capacity) };
  if (!first) return { ...track, days: [], from: null, to: null, blocks: null };
  if (others.length === 0) return { ...track, ...first, blocks: null };
  return { ...track, days: [], from: null, to: null, blocks };
}
