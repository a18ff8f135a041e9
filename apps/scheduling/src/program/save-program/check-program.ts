import { badRequest, type FieldProblem } from '@handrail/platform';
import { problemsOfHours, type TrackProblem } from '../domain/level-hours.js';
import { hoursOf } from '../domain/session-block.js';
import type { ProgramSettingsDto, TrackDto } from './program.dto.js';

/** What no single field shows: sessions that cannot honour the level they are for. */
export function checkHours(settings: ProgramSettingsDto): void {
  const errors = problemsOfTracks(settings);
  if (errors.length > 0)
    throw badRequest('The sessions of a track do not suit the level of the program.', errors);
}

/** The same, to be said together with other problems. */
export const problemsOfTracks = ({ level, tracks }: ProgramSettingsDto): FieldProblem[] =>
  tracks.flatMap((track, index) =>
    [...oneWay(track), ...problemsOfHours(level, hoursOf(track))].map(
      ({ field, reason, accepted }) => ({ path: `/tracks/${index}/${field}`, reason, accepted }),
    ),
  );

/** Hours are said in one way: what is said twice could say two things. */
const oneWay = ({ blocks, from, to }: TrackDto): TrackProblem[] =>
  blocks && blocks.length > 0 && (from || to)
    ? [{ field: 'blocks', reason: 'stand beside from and to', accepted: 'blocks or from and to' }]
    : [];
