import { placesBlocked, placesUnblocked } from '@handrail/contracts';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { Program } from '../program/domain/program.js';
import type { CapacityEvent } from './capacity-event.js';

export const BLOCK_OVER = 'timer.scheduling.block-over';

/** What the timer of a block comes back with. */
export interface BlockOver {
  readonly [field: string]: unknown;
  readonly trackId: string;
  readonly blockId: string;
}

/** What others must know of it; `capacity-changed` follows from the counts by itself. */
export function publishPlaces(
  { id: programId, level }: Program,
  event: CapacityEvent,
  because: 'over' | 'lifted',
  now: string,
): Outgoing[] {
  if (event.kind === 'places-reported') return [];
  const { id: blockId, places, reason, until } = event.block;
  const about = { programId, trackId: event.trackId, level, blockId, places, reason };
  return event.kind === 'places-blocked'
    ? [outgoing(placesBlocked, { ...about, until }, now)]
    : [outgoing(placesUnblocked, { ...about, because }, now)];
}

/** A block ends by itself at its time, and its timer with it when somebody ends it before. */
export function timersOfPlaces(event: CapacityEvent): TimerChange[] {
  if (event.kind === 'places-reported' || event.block.until === null) return [];
  const name = `block:${event.block.id}`;
  if (event.kind === 'places-unblocked') return [{ kind: 'cancel', name }];
  const data: BlockOver = { trackId: event.trackId, blockId: event.block.id };
  return [{ kind: 'set', name, type: BLOCK_OVER, dueAt: event.block.until, data }];
}
