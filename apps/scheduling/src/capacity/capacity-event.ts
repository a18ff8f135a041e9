import { withBlocks, type BlockChanged } from '../program/domain/block-places.js';
import type { Program } from '../program/domain/program.js';
import { withPlacesReported, type PlacesReported } from '../program/domain/report-capacity.js';

/** What becomes of the places of a program. */
export type CapacityEvent = PlacesReported | BlockChanged;

/** The program after it. */
export const evolvePlaces = (program: Program, event: CapacityEvent): Program =>
  event.kind === 'places-reported'
    ? withPlacesReported(program, event)
    : withBlocks(program, event);
