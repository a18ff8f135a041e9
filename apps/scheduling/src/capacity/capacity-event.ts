import { withShortWeek, type ShortWeek } from '../calendar/domain/weekly-hours.js';
import { withBlocks, type BlockChanged } from '../program/domain/block-places.js';
import type { ClosuresChanged } from '../program/domain/close-days.js';
import type { Program } from '../program/domain/program.js';
import { withPlacesReported, type PlacesReported } from '../program/domain/report-capacity.js';

/** What becomes of the places and the days of a program. */
export type CapacityEvent = PlacesReported | BlockChanged | ClosuresChanged | ShortWeek;

/** The program after it. */
export function evolveCapacity(program: Program, event: CapacityEvent): Program {
  switch (event.kind) {
    case 'places-reported':
      return withPlacesReported(program, event);
    case 'places-blocked':
    case 'places-unblocked':
      return withBlocks(program, event);
    case 'closures-changed':
      return { ...program, closures: event.closures };
    case 'week-short':
      return withShortWeek(program, event);
    default:
      return event satisfies never;
  }
}
