import { placesToGive, type Program, type Track } from './program.js';

/** How Gravity's SDOH Clinical Care guide says whether a service can take somebody. */
export const CAPACITY_CODES = [
  'capacity',
  'no-capacity',
  'waitlist',
  'additional-assessment-required',
] as const;
export type CapacityCode = (typeof CAPACITY_CODES)[number];

/**
 * A program that looks at people before it takes them has to assess them; a full one has a line, unless it
 * takes nobody or has no places at all.
 */
export function capacityCodeOf(
  program: Pick<Program, 'closed' | 'acceptance'>,
  track: Track,
): CapacityCode {
  if (placesToGive(program, track) > 0)
    return program.acceptance === 'automatic' ? 'capacity' : 'additional-assessment-required';
  return program.closed || track.places.capacity === 0 ? 'no-capacity' : 'waitlist';
}
