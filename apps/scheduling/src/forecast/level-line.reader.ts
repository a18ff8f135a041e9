import { Injectable } from '@nestjs/common';
import { DAY_MS, type ProgramLevel } from '@handrail/domain';
import { DataSource } from 'typeorm';
import { placesToGive, trackKey, type Program, type Track } from '../program/domain/program.js';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program/program-row.js';
import type { LevelLearned, PlaceTaken } from './domain/expected-ends.js';
import type { ArrivalsAhead, LineAhead, TrackAhead } from './domain/forecast-line.js';
import { learnLevel } from './domain/learn-level.js';
import type { LengthSample } from './domain/lengths.js';
import type { WaitsEnded } from './domain/moving-average.js';
import { usualOf } from './domain/usual.js';
import {
  ARRIVALS,
  LEAVING,
  LENGTHS,
  TAKEN,
  WAITING,
  WAITS_ENDED,
  type ArrivalRow,
  type LeavingRow,
  type LengthRow,
  type TakenRow,
  type InLineRow,
} from './level-line.sql.js';

const PROGRAMS = `${SELECT_PROGRAMS} WHERE p.level = $1 AND NOT p.closed`;

/** Days waited that count as if they had been seen, without anybody leaving the line on them. */
const PRIOR_WAITED = 100;

/** The line of a level with all that a forecast rests on. */
export interface LevelLine {
  readonly line: LineAhead;
  readonly requestedAt: ReadonlyMap<string, string>;
  readonly lately: readonly WaitsEnded[];
}

/** Reads what the forecast of a level rests on; a forecast writes nothing about anybody. */
@Injectable()
export class LevelLineReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async read(level: ProgramLevel, now: string): Promise<LevelLine> {
    const of = <T>(sql: string): Promise<T[]> => this.#dataSource.query(sql, [level, now]);
    const programs = (await this.#dataSource.query<StoredProgram[]>(PROGRAMS, [level])).map(
      toProgram,
    );
    const waiting = await of<InLineRow>(WAITING);
    const taken = await of<TakenRow>(TAKEN);
    const learned = learnedFrom(level, await of<LengthRow>(LENGTHS));
    const arrivals = await of<ArrivalRow>(ARRIVALS);
    const [leaving] = await of<LeavingRow>(LEAVING);
    const lately = await of<WaitsEnded>(WAITS_ENDED);
    const line = {
      waiting: waiting.map((row) => ({
        ...{ id: row.id, priorityClass: row.priority_class, tracks: row.tracks },
        freeFrom: row.free_from ?? 0,
      })),
      tracks: tracksAhead(programs, taken, learned, now),
      arrivals: arrivals.map((row) => arrivalsAhead(row, programs)),
      learned,
      leavePerDay: leaving!.gone / (leaving!.waited + PRIOR_WAITED),
    };
    const requestedAt = new Map(waiting.map((row) => [row.id, row.requested_at.toISOString()]));
    return { line, requestedAt, lately };
  }
}

function learnedFrom(level: ProgramLevel, rows: readonly LengthRow[]): LevelLearned {
  const samples = (planned: boolean): LengthSample[] =>
    rows.flatMap(({ how, days, count, ...row }) =>
      row.planned === planned && how !== 'never-came' && how !== 'not-come-yet'
        ? [{ days, how, count }]
        : [],
    );
  const inVain = rows.filter(({ how }) => how === 'never-came');
  const came = rows.filter(({ how }) => how !== 'never-came' && how !== 'not-come-yet');
  const history = {
    ...{ planned: samples(true), unplanned: samples(false) },
    neverCame: { count: countOf(inVain), afterDays: meanOf(inVain, ({ days }) => days) },
    came: countOf(came),
    startsAfterDays: meanOf(rows, ({ starts_after: days }) => days),
  };
  return learnLevel(history, usualOf(level));
}

const countOf = (rows: readonly LengthRow[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0);

const meanOf = (rows: readonly LengthRow[], daysOf: (row: LengthRow) => number): number =>
  rows.reduce((sum, row) => sum + row.count * daysOf(row), 0) / Math.max(1, countOf(rows));

function tracksAhead(
  programs: readonly Program[],
  taken: readonly TakenRow[],
  learned: LevelLearned,
  now: string,
): TrackAhead[] {
  const byTrack = new Map<string, PlaceTaken[]>();
  for (const row of taken) {
    const place = { beganOn: row.began_on, endsOn: row.ends_on, hasArrived: row.has_arrived };
    byTrack.set(row.track, [...(byTrack.get(row.track) ?? []), place]);
  }
  return programs.flatMap((program) =>
    program.tracks.map((track) => {
      const key = trackKey(program.id, track.id);
      return trackAhead(key, { program, track }, byTrack.get(key) ?? [], learned, now);
    }),
  );
}

/** A place that is offered is taken to be accepted; a block that has an end gives its places back then. */
function trackAhead(
  key: string,
  { program, track }: { readonly program: Program; readonly track: Track },
  taken: readonly PlaceTaken[],
  { startsAfterDays: beganOn, planDays }: LevelLearned,
  now: string,
): TrackAhead {
  const { capacity, plannedCapacity, held, blocked, blocks } = track.places;
  const endsOn = planDays === null ? null : beganOn + planDays;
  const offered = Array.from({ length: held }, () => ({ beganOn, endsOn, hasArrived: false }));
  const askedFor = blocks.reduce((sum, { places }) => sum + places, 0);
  return {
    key,
    free: placesToGive(program, track),
    taken: [...taken, ...offered],
    backOn: blocks.flatMap(({ until, places }) =>
      until === null
        ? []
        : [{ day: Math.ceil((Date.parse(until) - Date.parse(now)) / DAY_MS), places }],
    ),
    toGo: (plannedCapacity === null ? 0 : capacity - plannedCapacity) + (askedFor - blocked),
  };
}

/** Who names no region would go to any program of the level. */
const arrivalsAhead = (
  { priority_class: priorityClass, region, per_day: perDay }: ArrivalRow,
  programs: readonly Program[],
): ArrivalsAhead => ({
  priorityClass,
  perDay,
  tracks: programs
    .filter(({ regions }) => region === null || regions.includes(region))
    .flatMap(({ id, tracks }) => tracks.map((track) => trackKey(id, track.id))),
});
