import { badRequest } from '@handrail/platform';
import { problemsOfHours } from '../domain/level-hours.js';
import type { ProgramSettingsDto } from './program.dto.js';

/** What no single field shows: sessions that cannot honour the level they are for. */
export function checkHours({ level, tracks }: ProgramSettingsDto): void {
  const errors = tracks.flatMap(({ days, from, to }, index) =>
    problemsOfHours(level, { days, from: from ?? null, to: to ?? null }).map(
      ({ field, reason, accepted }) => ({ path: `/tracks/${index}/${field}`, reason, accepted }),
    ),
  );
  if (errors.length > 0)
    throw badRequest('The sessions of a track do not suit the level of the program.', errors);
}
