import { deriveId } from '@handrail/domain';
import { isTransient, type Cause, type StateChange, type UnitOfWork } from '@handrail/messaging';
import type { PersonPlacements } from '../placement/domain/placement.js';
import { placementOf } from '../placement/domain/placement.js';
import { settle, type Allotment } from '../placement/domain/settle.js';
import { placementStore } from '../placement/placement.store.js';
import { applyAndPublish } from '../placement/placement.step.js';
import { announceCapacity } from '../program/announce-capacity.js';
import type { UnstatedHours } from '../calendar/domain/admission-hours.js';
import type { StartOf } from '../matching/domain/starts.js';
import type { Track } from '../program/domain/program.js';
import { allot } from './domain/allot.js';
import type { InLine } from './domain/in-line.js';
import { openTracks } from './domain/open-tracks.js';
import type { KnownDirectory } from './known-directory.js';
import { LOOKED_AT, nextInLine } from './line.sql.js';
import { lockAllocator } from './lock-allocator.js';
import { addGroups } from './need-group.store.js';
import { checkRoom } from './room-checks.js';

export interface AllocatorTurn {
  /** People who are looked at, at most. */
  readonly atMost: number;
  /** Persons and programs whose lanes the unit holds. */
  readonly persons: ReadonlySet<string>;
  readonly programs: ReadonlySet<string>;
  readonly now: string;
  /** How long a program may take to answer, in its own hours. */
  readonly offerTtlMs: number;
  readonly unstatedHours: UnstatedHours;
  readonly starts: StartOf;
  /** Tracks with room that nobody in line wants. */
  readonly unwanted: { has(track: Track): boolean };
}

/** What a turn did; `settled` 0 means that nothing could be done now. */
export interface TurnReport {
  readonly settled: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Persons who are about to be merged into others, and are passed over until they are. */
  readonly merging: readonly string[];
}

const NOTHING_DONE: TurnReport = { settled: 0, byKind: {}, merging: [] };

/** What failed concerns the programs and nobody in line. */
export class DirectoryFailedError extends Error {
  constructor(cause: unknown) {
    super('the directory of programs could not be read or announced', { cause });
    this.name = 'DirectoryFailedError';
  }
}

export const ofDirectory = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw isTransient(error) ? error : new DirectoryFailedError(error);
  });

/**
 * One turn under the locks. Everything is read again, because a request may have been withdrawn, a
 * place freed or somebody more urgent may have joined since the turn was planned.
 */
export async function giveOut(
  unit: UnitOfWork,
  known: KnownDirectory,
  turn: AllocatorTurn,
): Promise<TurnReport> {
  await lockAllocator(unit);
  const directory = await ofDirectory(known.read(unit.tx));
  // Who waits for what is not known as long as they are not weighed against what programs offer now.
  if (directory.version > directory.weighedVersion) return NOTHING_DONE;
  const front = await nextInLine(unit.tx, openTracks(directory, turn.unwanted), turn.atMost);
  const merging = front.line.filter(({ personId }) => isMerging(unit, turn, personId));
  const line = front.line.filter((request) => !merging.includes(request));
  const { now, programs: withinReach, unstatedHours: unstated, starts } = turn;
  const allotments = allot({ ...front, line }, directory, { now, withinReach, unstated, starts });
  const settled = await settleAll(unit, line, lockedPart(line, allotments, turn.persons), turn);
  const programs = [...turn.programs];
  await ofDirectory(announceCapacity(unit, programs, turnCause(now, programs), now));
  return { ...settled, merging: merging.map(({ personId }) => personId) };
}

const isMerging = (unit: UnitOfWork, { persons }: AllocatorTurn, personId: string): boolean =>
  persons.has(personId) && !!unit.lane(personId).heldBecause?.startsWith('awaiting-merge');

/** Whether anything has to be written for this request. */
export const isWork = (allotment: Allotment): boolean =>
  allotment.kind === 'place' || allotment.isNew;

/**
 * What there is to do at the front of the line as far as it is locked: whoever joined ahead of it meanwhile
 * is dealt with next, before anybody behind.
 */
function lockedPart(
  line: readonly InLine[],
  allotments: readonly Allotment[],
  persons: ReadonlySet<string>,
): Allotment[] {
  const personOf = new Map(line.map(({ id, personId }) => [id, personId]));
  const work = allotments.filter(isWork);
  const unlocked = work.findIndex(({ placementId }) => !persons.has(personOf.get(placementId)!));
  return unlocked < 0 ? work : work.slice(0, unlocked);
}

async function settleAll(
  unit: UnitOfWork,
  line: readonly InLine[],
  allotments: readonly Allotment[],
  turn: AllocatorTurn,
): Promise<Omit<TurnReport, 'merging'>> {
  if (allotments.length === 0) return NOTHING_DONE;
  const personOf = new Map(line.map(({ id, personId }) => [id, personId]));
  const before = await placementStore.load(unit.tx, [
    ...new Set(allotments.map(({ placementId }) => personOf.get(placementId)!)),
  ]);
  const kept = allotments.filter((allotment) => allotment.kind === 'wait');
  const waiting = new Set(kept.map(({ placementId }) => placementId));
  const checks = await checkRoom(unit.tx, before, waiting, turn.now);
  await addGroups(unit.tx, [...new Map(kept.map(({ group }) => [group.id, group])).values()]);
  const after = new Map(before);
  const byKind: Record<string, number> = {};
  for (const allotment of allotments) {
    const personId = personOf.get(allotment.placementId)!;
    const person = after.get(personId)!;
    const decision = settle(person, allotment, { now: turn.now, ttlMs: turn.offerTtlMs });
    if (decision.kind !== 'happened') continue;
    const { cause } = placementOf(person, allotment.placementId)!;
    const check = checks.get(allotment.placementId);
    const events = check ? [...decision.events, check] : decision.events;
    const published = applyAndPublish(person, events, turn.now);
    after.set(personId, published.person);
    await unit.publish(cause, published.publish);
    await unit.timers(personId, cause, published.timers);
    for (const event of decision.events) byKind[event.kind] = (byKind[event.kind] ?? 0) + 1;
  }
  const changes = [...before].flatMap(([key, state]): Array<StateChange<PersonPlacements>> => {
    const changed = after.get(key)!;
    return changed === state ? [] : [{ key, before: state, after: changed }];
  });
  await placementStore.save(unit.tx, changes);
  await unit.tx.query(LOOKED_AT, [allotments.map(({ placementId }) => placementId)]);
  return { settled: allotments.length, byKind };
}

/** Counts of places belong to no single message: a turn is their cause. */
export const turnCause = (now: string, programIds: readonly string[]): Cause => {
  const id = deriveId(Date.parse(now), 'allocator-turn', ...programIds);
  return { id, correlationId: id, recordedTime: now };
};
