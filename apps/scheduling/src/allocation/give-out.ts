import { deriveId } from '@handrail/domain';
import {
  ADVISORY_LOCKS,
  isTransient,
  type Cause,
  type StateChange,
  type UnitOfWork,
} from '@handrail/messaging';
import type { PersonPlacements } from '../placement/domain/placement.js';
import { placementOf } from '../placement/domain/placement.js';
import { settle, type Allotment } from '../placement/domain/settle.js';
import { placementStore } from '../placement/placement.store.js';
import { applyAndPublish } from '../placement/placement.step.js';
import { announceCapacity } from '../program/announce-capacity.js';
import type { UnstatedHours } from '../calendar/domain/admission-hours.js';
import { readDirectory } from './directory.js';
import { allot, type InLine } from './domain/allot.js';
import { checkRoom } from './room-checks.js';
import { FORGET_CHANGES, NEXT_IN_LINE, toInLine, type LineRow } from './line.sql.js';

export interface AllocatorTurn {
  readonly batchSize: number;
  /** Persons and programs whose lanes the unit holds. */
  readonly persons: ReadonlySet<string>;
  readonly programs: ReadonlySet<string>;
  readonly now: string;
  /** How long a program may take to answer, in its own hours. */
  readonly offerTtlMs: number;
  readonly unstatedHours: UnstatedHours;
}

/** What a turn did; `settled` 0 means that nothing could be done now. */
export interface TurnReport {
  readonly settled: number;
  readonly byKind: Readonly<Record<string, number>>;
}

/** What failed concerns the programs and nobody in line. */
export class DirectoryFailedError extends Error {
  constructor(cause: unknown) {
    super('the directory of programs could not be read or announced', { cause });
    this.name = 'DirectoryFailedError';
  }
}

const ofDirectory = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw isTransient(error) ? error : new DirectoryFailedError(error);
  });

/**
 * One turn under the locks. Everything is read again, because a request may have been withdrawn, a
 * place freed or somebody more urgent may have joined since the turn was planned.
 */
export async function giveOut(unit: UnitOfWork, turn: AllocatorTurn): Promise<TurnReport> {
  await lockAllocator(unit);
  const rows = await unit.tx.query<LineRow>(NEXT_IN_LINE, [turn.batchSize]);
  const line = lockedPart(rows.map(toInLine), unit, turn.persons);
  if (line.length === 0) return { settled: 0, byKind: {} };
  const directory = await ofDirectory(readDirectory((sql, params) => unit.tx.query(sql, params)));
  const allotments = allot(line, directory, turn.now, turn.programs, turn.unstatedHours);
  const report = await settleAll(unit, line, allotments, turn);
  const programs = [...turn.programs];
  const cause = turnCause(turn.now, programs);
  await ofDirectory(announceCapacity(unit, programs, cause, turn.now));
  return report;
}

/**
 * The front of the line as far as it is locked: whoever joined ahead of it meanwhile is dealt with
 * next, before anybody behind. A person who is about to be merged into another is passed over.
 */
function lockedPart(
  line: readonly InLine[],
  unit: UnitOfWork,
  persons: ReadonlySet<string>,
): InLine[] {
  const unlocked = line.findIndex(({ personId }) => !persons.has(personId));
  const front = unlocked < 0 ? line : line.slice(0, unlocked);
  return front.filter(
    ({ personId }) => !unit.lane(personId).heldBecause?.startsWith('awaiting-merge'),
  );
}

async function settleAll(
  unit: UnitOfWork,
  line: readonly InLine[],
  allotments: readonly Allotment[],
  turn: AllocatorTurn,
): Promise<TurnReport> {
  const personOf = new Map(line.map(({ id, personId }) => [id, personId]));
  const before = await placementStore.load(unit.tx, [...new Set(personOf.values())]);
  const kept = allotments.filter(({ kind }) => kind === 'wait');
  const waiting = new Set(kept.map(({ placementId }) => placementId));
  const checks = await checkRoom(unit.tx, before, waiting, turn.now);
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
  return { settled: changes.length, byKind };
}

/** Whoever gives out a place holds it, from before the counts are read until they are written. */
export const lockAllocator = (unit: UnitOfWork) =>
  unit.tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.allocation]);

/** Under the allocator's lock, so that nobody is being weighed against what is forgotten. */
export async function forgetChanges(unit: UnitOfWork): Promise<void> {
  await lockAllocator(unit);
  await unit.tx.query(FORGET_CHANGES);
}

/** Counts of places belong to no single message: a turn is their cause. */
export const turnCause = (now: string, programIds: readonly string[]): Cause => {
  const id = deriveId(Date.parse(now), 'allocator-turn', ...programIds);
  return { id, correlationId: id, recordedTime: now };
};
