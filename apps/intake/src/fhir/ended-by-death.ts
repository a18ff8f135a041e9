import { localDay } from '@handrail/domain';
import { textOf, type Resource } from './fhir-shapes.js';
import { readFhirTime } from './fhir-time.js';

/** A stay that is over, with the patient it is of as they are now. */
export interface EndedStay {
  readonly encounter: Resource;
  readonly patient: Resource;
  readonly endedAt: string;
}

/**
 * The stays that ended by death. A patient who is dead now did not die in every stay they ever had: only in one
 * that was not over before the day of their death or, where no day is written, in the newest of the bundle.
 */
export function endedByDeath(stays: readonly EndedStay[], zone: string): ReadonlySet<Resource> {
  const died = new Set<Resource>();
  const newest = new Map<Resource, EndedStay>();
  for (const stay of stays) {
    const { patient, encounter, endedAt } = stay;
    const day = dayOfDeath(patient, zone);
    if (day !== undefined && localDay(endedAt, zone).slice(0, day.length) >= day)
      died.add(encounter);
    const known = newest.get(patient);
    const isDayless = day === undefined && isDead(patient);
    if (isDayless && (!known || endedAt > known.endedAt)) newest.set(patient, stay);
  }
  for (const { encounter } of newest.values()) died.add(encounter);
  return died;
}

const isDead = (patient: Resource): boolean =>
  patient['deceasedBoolean'] === true || textOf(patient['deceasedDateTime']) !== undefined;

/** The local day, or the month or the year where no more is written. */
function dayOfDeath(patient: Resource, zone: string): string | undefined {
  const written = textOf(patient['deceasedDateTime'])?.trim();
  const time = readFhirTime(written, zone);
  if (!written || !time) return undefined;
  return written.length <= 'YYYY-MM-DD'.length ? written : localDay(time.at, zone);
}
