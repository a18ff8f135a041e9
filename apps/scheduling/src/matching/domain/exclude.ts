import type { Program, Track } from '../../program/domain/program.js';
import { coversEverySession } from './availability.js';
import type { ExclusionCode } from './candidate.js';
import { ROUND_THE_CLOCK, type Needs } from './needs.js';

/**
 * Hard filters: every reason why this track cannot serve this person, whether or not it has room. Only
 * what is known about the person filters.
 */
export function exclusionsOf(needs: Needs, program: Program, track: Track): ExclusionCode[] {
  const codes: ExclusionCode[] = [];
  if (program.level !== needs.level) codes.push('level');
  if (needs.region !== null && !program.regions.includes(needs.region)) codes.push('region');
  if (needs.payer !== null && program.payers.length > 0 && !program.payers.includes(needs.payer))
    codes.push('payer');
  codes.push(...exclusionsOfHours(needs, track));
  for (const capability of needs.capabilities)
    if (!hasCapability(program, track, capability)) codes.push(`capability:${capability}`);
  if (program.closed) codes.push('closed');
  return codes;
}

/** A bed has no sessions: when somebody can come does not matter there. How they would rather come is weighed. */
const exclusionsOfHours = ({ availability }: Needs, track: Track): ExclusionCode[] =>
  track.days.length > 0 && availability && !coversEverySession(availability, track)
    ? ['availability']
    : [];

/** Round-the-clock care shows in the track itself: it has no sessions. */
function hasCapability(program: Program, track: Track, capability: string): boolean {
  if (capability === ROUND_THE_CLOCK) return track.days.length === 0;
  if (program.capabilities.includes(capability)) return true;
  // Who gives the enhanced care of co-occurring conditions gives the usual one, too.
  return capability === 'co-occurring' && program.capabilities.includes('co-occurring-enhanced');
}
