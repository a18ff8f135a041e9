import {
  placesBlocked,
  placesUnblocked,
  programClosuresChanged,
  weeklyHoursShort,
} from '@handrail/contracts';
import { isHousing, type Level } from '@handrail/domain';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { BlockChanged } from '../program/domain/block-places.js';
import type { ClosuresChanged } from '../program/domain/close-days.js';
import type { Program } from '../program/domain/program.js';
import type { CapacityEvent } from './capacity-event.js';

export const BLOCK_OVER = 'timer.scheduling.block-over';

/** What the timer of a block comes back with. */
export interface BlockOver {
  readonly [field: string]: unknown;
  readonly trackId: string;
  readonly blockId: string;
}

/**
 * What others must know of it; `capacity-changed` follows from the counts by itself. Of recovery residences
 * nobody reads anything: events name a level of care, and they have none.
 */
export function publishCapacity(
  program: Program,
  event: CapacityEvent,
  because: 'over' | 'lifted',
  now: string,
): Outgoing[] {
  const { id: programId, level } = program;
  if (isHousing(level)) return [];
  const named = { programId, level };
  switch (event.kind) {
    case 'places-reported':
      return [];
    case 'places-blocked':
    case 'places-unblocked':
      return [ofBlock(named, event, because, now)];
    case 'closures-changed':
      return [ofClosures(named, event, now)];
    case 'week-short': {
      const { trackId, weekOf, hours, leastHours } = event;
      const week = { programId, trackId, level, weekOf, hours, leastHours };
      return [outgoing(weeklyHoursShort, week, now)];
    }
    default:
      return event satisfies never;
  }
}

interface NamedProgram {
  readonly programId: string;
  readonly level: Level;
}

function ofBlock(
  { programId, level }: NamedProgram,
  { kind, trackId, block }: BlockChanged,
  because: 'over' | 'lifted',
  now: string,
): Outgoing {
  const { id: blockId, places, reason, until } = block;
  const about = { programId, trackId, level, blockId, places, reason };
  return kind === 'places-blocked'
    ? outgoing(placesBlocked, { ...about, until }, now)
    : outgoing(placesUnblocked, { ...about, because }, now);
}

const ofClosures = (
  { programId, level }: NamedProgram,
  { closures }: ClosuresChanged,
  now: string,
): Outgoing =>
  outgoing(
    programClosuresChanged,
    {
      programId,
      level,
      closures: closures.map(({ from, to, reason, trackIds, makeUps }) => ({
        ...{ from, to, reason, makeUps: makeUps.length },
        trackIds: trackIds && [...trackIds],
      })),
    },
    now,
  );

/** A block ends by itself at its time, and its timer with it when somebody ends it before. */
export function timersOfBlocks(event: CapacityEvent): TimerChange[] {
  if (event.kind !== 'places-blocked' && event.kind !== 'places-unblocked') return [];
  if (event.block.until === null) return [];
  const name = `block:${event.block.id}`;
  if (event.kind === 'places-unblocked') return [{ kind: 'cancel', name }];
  const data: BlockOver = { trackId: event.trackId, blockId: event.block.id };
  return [{ kind: 'set', name, type: BLOCK_OVER, dueAt: event.block.until, data }];
}
