import { DAY_MS } from '@handrail/domain';
import { placesToGive, type NumberSource, type Program, type Track } from './program.js';

/** In this time without news a number loses half of what it is worth. Our own proposal. */
const HALVES_EVERY_MS = DAY_MS;

/** A number of places with what it rests on. */
interface AgedNumber {
  readonly value: number;
  /** When somebody or something last said so; null when nobody ever did. */
  readonly asOf: string | null;
  readonly source: NumberSource;
  /** 1 for what was said now, half after each day without news, 0 for what nobody ever said. */
  readonly confidence: number;
}

/** What is worth knowing of the places of a track, each number with its own age. */
export interface NumbersOfTrack {
  readonly capacity: AgedNumber;
  readonly confirmed: AgedNumber;
  readonly held: AgedNumber;
  readonly takenElsewhere: AgedNumber;
  readonly blocked: AgedNumber;
  readonly free: AgedNumber;
}

/** How far a number can be believed that was last said so long ago. */
export function confidenceOf(asOf: string | null, now: string): number {
  if (asOf === null) return 0;
  const ageMs = Math.max(0, Date.parse(now) - Date.parse(asOf));
  return Math.round(0.5 ** (ageMs / HALVES_EVERY_MS) * 1000) / 1000;
}

/**
 * The numbers of a track. Own events prove what they count, placements and offers, and nothing about how
 * many places there are or who else is in them: what is free is as old as the older of these two.
 */
export function numbersOf(
  program: Pick<Program, 'closed'>,
  track: Track,
  now: string,
): NumbersOfTrack {
  const { places } = track;
  const aged = (value: number, asOf: string | null, source: NumberSource): AgedNumber => ({
    value,
    asOf,
    source,
    confidence: confidenceOf(asOf, now),
  });
  const capacity = aged(places.capacity, places.asOf, places.capacitySource);
  const elsewhere =
    places.occupiedSource === null
      ? aged(places.takenElsewhere, places.asOf, places.capacitySource)
      : aged(places.takenElsewhere, places.occupiedAsOf, places.occupiedSource);
  const older = elsewhere.confidence < capacity.confidence ? elsewhere : capacity;
  const newestBlock = places.blocks.at(-1)?.since ?? null;
  const own = (value: number) => aged(value, places.usedAsOf ?? now, 'own-events');
  return {
    capacity,
    confirmed: own(places.used),
    held: own(places.held),
    takenElsewhere: elsewhere,
    blocked: { ...aged(places.blocked, newestBlock, 'person'), confidence: 1 },
    free: { ...older, value: placesToGive(program, track) },
  };
}
