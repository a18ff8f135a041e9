import {
  addEndsOf,
  addOn,
  freedAgain,
  type LevelLearned,
  type PlaceTaken,
} from './expected-ends.js';

/** A track with what will be free there. Days are counted from now: 0 is today. */
export interface TrackAhead {
  /** `program/track`. */
  readonly key: string;
  readonly free: number;
  readonly taken: readonly PlaceTaken[];
  /** Places that are out of service until a day. */
  readonly backOn: ReadonlyArray<{ readonly day: number; readonly places: number }>;
  /** So many of the next places that are freed are given to nobody: fewer are planned. */
  readonly toGo: number;
}

/** Somebody in line. */
export interface WaitingAhead {
  readonly id: string;
  readonly priorityClass: number;
  /** Tracks that would do. */
  readonly tracks: readonly string[];
  /** The first day they can begin. */
  readonly freeFrom: number;
}

/** People who are likely to ask for care and come before others who wait already. */
export interface ArrivalsAhead {
  readonly priorityClass: number;
  readonly perDay: number;
  readonly tracks: readonly string[];
}

/** A line of one level, in its order, with everything that is known of what comes. */
export interface LineAhead {
  readonly waiting: readonly WaitingAhead[];
  readonly tracks: readonly TrackAhead[];
  readonly arrivals: readonly ArrivalsAhead[];
  readonly learned: LevelLearned;
  /** Share of those who wait that leaves the line each day without a place. */
  readonly leavePerDay: number;
}

/** Nobody knows what will be so far ahead. */
export const HORIZON_DAYS = 180;

/** A place is called likely once half of one has come down the line to a person: half of all have it then. */
const LIKELY_PART = 0.5;

const CLASSES = 4;

/** Demand that takes parts of places until it has a whole one. */
interface Demand {
  left: number;
  readonly freeFrom: number;
  /** What was taken so far, and where; it comes back in its time once the person has a place. */
  readonly parts: Array<{ readonly queue: Queue; readonly part: number }>;
}

/** The line of one track, by class; whoever comes anew stands at the end of their class. */
interface Queue {
  readonly byClass: ReadonlyArray<{
    readonly waiting: Demand[];
    readonly coming: Demand[];
    head: number;
  }>;
  readonly freed: Float64Array;
  toGo: number;
  free: number;
}

/** By the id of who waits: days from now, or null. */
export type Likely = ReadonlyMap<string, number | null>;

/**
 * The day on which each person in line is likely to get a place; null when that is further ahead than
 * anybody can say. Ends that are likely are summed up day by day, and what becomes free is handed down the
 * line in its order: who stands first takes from every track that would do until they have a place. Places
 * that are given come back in their time, people leave the line, and who belongs to an earlier class comes
 * before those who wait already. It stops after each day, so that whoever computes it can do other things.
 */
export function* forecastByDay(line: LineAhead): Generator<void, Likely> {
  const again = freedAgain(HORIZON_DAYS, line.learned);
  const queues = new Map(line.tracks.map((track) => [track.key, queueOf(track, line.learned)]));
  const demands = line.waiting.map((person) => join(queues, person));
  const coming = line.arrivals.flatMap((arrivals) => joinLater(queues, arrivals));
  const likely = new Map<string, number | null>(line.waiting.map(({ id }) => [id, null]));
  let staying = 1;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    for (const queue of queues.values()) {
      takeIn(queue, day);
      handDown(queue, day, staying, again);
    }
    line.waiting.forEach(({ id }, index) => {
      if (1 - demands[index]!.left >= LIKELY_PART && likely.get(id) === null) likely.set(id, day);
    });
    for (const { demand, perDay } of coming) demand.left += perDay / staying;
    staying *= 1 - line.leavePerDay;
    yield;
  }
  return likely;
}

/** The same at one go. */
export function forecastLine(line: LineAhead): Likely {
  const days = forecastByDay(line);
  for (;;) {
    const { done, value } = days.next();
    if (done) return value;
  }
}

function queueOf({ free, taken, backOn, toGo }: TrackAhead, learned: LevelLearned): Queue {
  const freed = new Float64Array(HORIZON_DAYS);
  for (const place of taken) addEndsOf(freed, place, learned);
  for (const { day, places } of backOn) addOn(freed, day, places);
  const byClass = Array.from({ length: CLASSES }, () => ({ waiting: [], coming: [], head: 0 }));
  return { byClass, freed, toGo, free };
}

function join(
  queues: ReadonlyMap<string, Queue>,
  { tracks, priorityClass, freeFrom }: WaitingAhead,
): Demand {
  const demand: Demand = { left: 1, freeFrom, parts: [] };
  for (const key of tracks) queues.get(key)?.byClass[priorityClass - 1]!.waiting.push(demand);
  return demand;
}

interface Coming {
  readonly demand: Demand;
  readonly perDay: number;
}

/** Who comes anew takes what is freed first, so each track has a share of them as large as what it frees. */
function joinLater(
  queues: ReadonlyMap<string, Queue>,
  { tracks, priorityClass, perDay }: ArrivalsAhead,
): Coming[] {
  const open = tracks.flatMap((key) => queues.get(key) ?? []);
  const flows = open.map(({ free, freed }) => free + freed.reduce((sum, part) => sum + part, 0));
  const flow = flows.reduce((sum, each) => sum + each, 0);
  return open.map((queue, at): Coming => {
    const demand: Demand = { left: 0, freeFrom: 0, parts: [] };
    queue.byClass[priorityClass - 1]!.coming.push(demand);
    return { demand, perDay: flow > 0 ? (perDay * flows[at]!) / flow : 0 };
  });
}

/** What is freed on a day can be given, once fewer places are left than there shall be. */
function takeIn(queue: Queue, day: number): void {
  const freed = queue.freed[day]!;
  const gone = Math.min(queue.toGo, freed);
  queue.toGo -= gone;
  queue.free += freed - gone;
}

/** Places that are given come back in their time. */
function comeBack({ freed }: Queue, day: number, given: number, again: Float64Array): void {
  for (let after = 1; day + after < HORIZON_DAYS; after += 1)
    freed[day + after]! += given * again[after]!;
}

/** Gives what is free down the line. */
function handDown(queue: Queue, day: number, staying: number, again: Float64Array): void {
  for (const ofClass of queue.byClass) {
    const { waiting, coming } = ofClass;
    while (ofClass.head < waiting.length && waiting[ofClass.head]!.left === 0) ofClass.head += 1;
    for (let at = ofClass.head; at < waiting.length && queue.free > 0; at += 1) {
      const demand = waiting[at]!;
      if (demand.freeFrom > day || !give(queue, demand, staying)) continue;
      for (const { queue: from, part } of demand.parts) comeBack(from, day, part, again);
    }
    for (const demand of coming) {
      give(queue, demand, staying);
      for (const { queue: from, part } of demand.parts.splice(0)) comeBack(from, day, part, again);
    }
  }
}

/**
 * Gives to one and answers whether they have a whole place now. Of those who wait now only some are still
 * there then: so much less is asked for.
 */
function give(queue: Queue, demand: Demand, staying: number): boolean {
  const part = Math.min(queue.free, demand.left * staying);
  if (part <= 0) return false;
  queue.free -= part;
  demand.parts.push({ queue, part });
  const left = demand.left - part / staying;
  demand.left = left < 1e-9 ? 0 : left;
  return demand.left === 0;
}
