import { DAY_MS, PLACEMENT_REASONS } from '@handrail/domain';
import { trackKey } from '../../program/domain/program.js';
import type { Offer } from './offer.js';
import type { Course } from './course.js';
import type { Placement } from './placement.js';
import type { RefusalEffect } from './placement-event.js';

/** So long a track is left alone that did not answer, or had no room [P]. */
const REST_MS = DAY_MS;
/** So long nobody is asked for a person who wants no place now [P]. */
const PARK_MS = 60 * DAY_MS;

/**
 * What the request is from now on, by why the offer came to nothing. Silence is no refusal, and a program
 * that is full now need not be full tomorrow: the track is left alone for a while. A program that cannot
 * do what the person needs, or must not for somebody's safety, is not asked again for this need. A person
 * who says no is left in peace, or waits for the programs they name, with their rank kept (multiple
 * waiting lists: Thakral 2015). Any other reason excludes the track.
 */
export function effectOf(
  { declinedTracks, course }: Pick<Placement, 'declinedTracks' | 'course'>,
  { place: { programId, trackId } }: Pick<Offer, 'place'>,
  { reason, how, onlyPrograms }: RefusedBecause,
  now: string,
): RefusalEffect {
  const track = trackKey(programId, trackId);
  // The program has refused nothing: it is asked again as soon as the person consents.
  if (reason === PLACEMENT_REASONS.noConsent) return { declinedTracks, course };
  if (how === 'lapsed' || how === 'withdrawn' || reason === 'full')
    return { declinedTracks, course: rested(course, track, now) };
  switch (reason) {
    case 'not-suitable':
    case 'safety':
      return { declinedTracks: [...declinedTracks, programId], course };
    case PLACEMENT_REASONS.personDeclines:
      return {
        declinedTracks: [...declinedTracks, track],
        course: parked(course, onlyPrograms, now),
      };
    default:
      return { declinedTracks: [...declinedTracks, track], course };
  }
}

interface RefusedBecause {
  readonly reason: string;
  readonly how?: string;
  readonly onlyPrograms?: readonly string[];
}

function rested(course: Course, track: string, now: string): Course {
  const until = after(now, REST_MS);
  const others = course.resting.filter((rest) => rest.track !== track);
  return { ...course, resting: [...others, { track, until }] };
}

/** The person waits only for the programs they name, or is asked for nothing until a time. */
export const parked = (
  course: Course,
  onlyPrograms: readonly string[] | undefined,
  now: string,
): Course =>
  onlyPrograms?.length
    ? { ...course, onlyPrograms, agreedAt: null }
    : { ...course, parkedUntil: after(now, PARK_MS), agreedAt: null };

const after = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
