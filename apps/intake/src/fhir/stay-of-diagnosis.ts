import { DAY_MS } from '@handrail/domain';
import type { Profile } from '../profile/source-profiles.js';
import { periodOf } from './encounter-elements.js';
import type { Bundle, Resource } from './fhir-shapes.js';
import { readFhirTime } from './fhir-time.js';
import { isSameSubject, ofType, resolveEncounter } from './references.js';

/**
 * The stay a diagnosis was made in: the one it names; where it names none, the newest of the same patient that
 * it may fall into by its onset. One of another patient, or of another time, is told by itself.
 */
export function stayOfDiagnosis(
  bundle: Bundle,
  condition: Resource,
  { zone }: Profile,
): Resource | undefined {
  if (condition['encounter']) return resolveEncounter(bundle, condition);
  const onset = dayOf(condition['onsetDateTime'], zone);
  const [newest] = ofType(bundle, 'Encounter')
    .filter((encounter) => isSameSubject(bundle, condition, encounter))
    .map((encounter) => ({ encounter, ...daysOf(encounter, zone) }))
    .filter(({ from, to }) => !onset || ((!from || onset >= from) && (!to || onset <= to)))
    .sort((a, b) => compare(b.from ?? '', a.from ?? ''));
  return newest?.encounter;
}

/** The days of a stay, with the one before it: what brings a person in may have happened at night. */
function daysOf(encounter: Resource, zone: string) {
  const { start, end } = periodOf(encounter);
  const from = readFhirTime(start, zone)?.at;
  return {
    from: from && new Date(Date.parse(from) - DAY_MS).toISOString().slice(0, 10),
    to: dayOf(end, zone),
  };
}

const dayOf = (value: unknown, zone: string): string | undefined =>
  readFhirTime(value, zone)?.at.slice(0, 10);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
