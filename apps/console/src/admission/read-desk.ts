import type {
  ArrivalAct,
  DeskHours,
  DeskOffer,
  DeskPerson,
  DeskProgram,
  DeskTrack,
} from '../api/admission.js';
import { amount, array, object, string, strings, type Json } from '../services/domain/json.js';

/** A program as scheduling of any release answers it; null for what is none. */
export function readProgram(answered: unknown): DeskProgram | null {
  const program = object(answered);
  const [id, timeZone] = [string(program['id']), string(program['timeZone'])];
  if (id === null || timeZone === null) return null;
  return {
    ...{ id, timeZone, name: string(program['name']) ?? id },
    level: string(program['level']) ?? 'unknown',
    tracks: array(program['tracks']).flatMap(readTrack),
  };
}

function readTrack(answered: unknown): DeskTrack[] {
  const track = object(answered);
  const id = string(track['id']);
  if (id === null) return [];
  const blocks = array(track['blocks']);
  return [
    {
      id,
      hours: (blocks.length > 0 ? blocks.map(object) : [track]).flatMap(readHours),
    },
  ];
}

function readHours(hours: Json): DeskHours[] {
  const [days, from, to] = [strings(hours['days']), string(hours['from']), string(hours['to'])];
  return days.length === 0 || from === null || to === null ? [] : [{ days, from, to }];
}

/** A placement as somebody at the desk of its program reads it; null for what is none. */
export function readPerson(answered: unknown): DeskPerson | null {
  const placement = object(answered);
  const [placementId, personId] = [string(placement['id']), string(placement['personId'])];
  if (placementId === null || personId === null) return null;
  return {
    ...{ placementId, personId, status: string(placement['status']) ?? 'unknown' },
    trackId: string(placement['trackId']),
    startsOn: string(placement['startsOn']),
    needs: strings(placement['needs']),
    hasArrived: placement['attended'] === true || string(placement['arrivedAt']) !== null,
    heldSince: string(placement['heldSince']),
    notStartedSince: string(placement['notStartedSince']),
    arrivalAct: arrivalActOf(placement),
    version: amount(placement['version']),
  };
}

/** Of a home somebody records by hand who moved in, and takes that back; what a stay reported stays. */
function arrivalActOf(placement: Json): ArrivalAct | null {
  if (string(placement['support']) !== 'recovery-housing') return null;
  if (string(placement['arrivedAt']) !== null) return null;
  return placement['attended'] === true ? 'not-arrived' : 'arrived';
}

/**
 * An open offer, or, from a release that keeps offers in their placements, the placement that is offered:
 * there both have one id.
 */
export function readOffer(answered: unknown): DeskOffer | null {
  const offer = object(answered);
  const [id, personId] = [string(offer['id']), string(offer['personId'])];
  if (id === null || personId === null) return null;
  return {
    ...{ id, personId, placementId: string(offer['placementId']) ?? id },
    trackId: string(offer['trackId']),
    startsOn: string(offer['startsOn']),
    needs: strings(offer['needs']),
    expiresAt: string(offer['expiresAt']),
  };
}

/** First to start first; who has no day yet comes last. */
export const byStart = (a: DeskPerson, b: DeskPerson): number =>
  compare(a.startsOn ?? '9999', b.startsOn ?? '9999') || compare(a.placementId, b.placementId);

/** First to lapse first. */
export const byExpiry = (a: DeskOffer, b: DeskOffer): number =>
  compare(a.expiresAt ?? '9999', b.expiresAt ?? '9999') || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
