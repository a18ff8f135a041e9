import { DAY_MS, happened, ignored, type Decision } from '@handrail/domain';
import type { PlaceBlock, Program, Track } from './program.js';

/** Places are taken out of service, or given back to it. */
export interface BlockChanged {
  readonly kind: 'places-blocked' | 'places-unblocked';
  readonly trackId: string;
  readonly block: PlaceBlock;
}

/** Why a block is not possible. */
export type BlockRefusal =
  | 'no-such-track'
  | 'until-is-past'
  | 'too-far-ahead'
  | 'more-than-places'
  | 'too-many-blocks'
  | 'no-such-block';

const AT_MOST_AHEAD_MS = 366 * DAY_MS;
const AT_MOST_BLOCKS = 50;

/**
 * Takes places of a track out of service until a time or until somebody says otherwise. Whoever has a place
 * keeps it: a block of more places than are empty takes the others as they are freed.
 */
export function blockPlaces(
  program: Program,
  trackId: string,
  block: PlaceBlock,
): Decision<BlockChanged> {
  const track = trackOf(program, trackId);
  if (!track) return refused('no-such-track');
  const { blocks, capacity, plannedCapacity } = track.places;
  if (block.until !== null) {
    const aheadMs = Date.parse(block.until) - Date.parse(block.since);
    if (aheadMs <= 0) return refused('until-is-past');
    if (aheadMs > AT_MOST_AHEAD_MS) return refused('too-far-ahead');
  }
  if (blockedAsked(blocks) + block.places > (plannedCapacity ?? capacity))
    return refused('more-than-places');
  if (blocks.length >= AT_MOST_BLOCKS) return refused('too-many-blocks');
  return happened({ kind: 'places-blocked', trackId, block });
}

/** Puts the places of one block back into service. */
export function unblockPlaces(
  program: Program | null,
  trackId: string,
  blockId: string,
): Decision<BlockChanged> {
  const track = program && trackOf(program, trackId);
  if (!track) return refused('no-such-track');
  const block = track.places.blocks.find(({ id }) => id === blockId);
  if (!block) return refused('no-such-block');
  return happened({ kind: 'places-unblocked', trackId, block });
}

/** The program after places were blocked or given back. */
export function withBlocks(program: Program, { kind, trackId, block }: BlockChanged): Program {
  const next = (blocks: readonly PlaceBlock[]): readonly PlaceBlock[] =>
    kind === 'places-blocked' ? [...blocks, block] : blocks.filter(({ id }) => id !== block.id);
  const after = (track: Track): Track => {
    const blocks = next(track.places.blocks);
    const { capacity, used, held } = track.places;
    const blocked = Math.min(blockedAsked(blocks), Math.max(0, capacity - used - held));
    return { ...track, places: { ...track.places, blocks, blocked } };
  };
  return {
    ...program,
    tracks: program.tracks.map((track) => (track.id === trackId ? after(track) : track)),
  };
}

/** Places that are blocked or will be once they are empty. */
const blockedAsked = (blocks: readonly PlaceBlock[]): number =>
  blocks.reduce((sum, { places }) => sum + places, 0);

const trackOf = (program: Program, trackId: string): Track | undefined =>
  program.tracks.find(({ id }) => id === trackId);

const refused = (reason: BlockRefusal) => ignored(reason);
