import type { ContentProblem, Statement } from '../inbound/domain/inbound.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import { isRetracted, listOf, type Resource } from './fhir-shapes.js';
import { problemAt } from './places.js';
import { readIdentifier } from './read-patient.js';
import { localId, personOf, type About } from './read-subject.js';
import { ofType, referredId, referredIdentifier, resolve } from './references.js';
import { serverOf } from './server-of.js';

interface Reading extends About {
  readonly reportedAt: string;
}

interface Link {
  readonly type?: unknown;
  readonly other?: unknown;
}

/**
 * Patients who are one, as their resources say by `link` (FHIR R4, Patient.link; IHE PMIR): one that is
 * `replaced-by` the other goes, one that `replaces` it stays. `refer` and `seealso` say only that there is
 * more to read.
 */
export function readLinks(reading: Reading): {
  readonly statements: Statement[];
  readonly problems: ContentProblem[];
} {
  const statements: Statement[] = [];
  const problems: ContentProblem[] = [];
  for (const patient of ofType(reading.bundle, 'Patient')) {
    if (isRetracted(patient)) continue;
    for (const [at, { type, other }] of listOf<Link>(patient['link']).entries()) {
      if (type !== 'replaced-by' && type !== 'replaces') continue;
      const [own, meant] = [personOf(patient, reading), personMeant(patient, other, reading)];
      if (own.identifiers.length > 0 && meant)
        statements.push(
          type === 'replaces' ? merge(own, meant, reading) : merge(meant, own, reading),
        );
      else
        problems.push(
          problemAt(reading.bundle, patient, { element: `link[${at}].other`, ...NOBODY }),
        );
    }
  }
  return { statements, problems };
}

const merge = (
  survivor: NamedPerson,
  retired: NamedPerson,
  { reportedAt }: Reading,
): Statement => ({ kind: 'merge', survivor, retired, reportedAt });

/** The other patient: in the bundle, by an identifier, or by what their server calls them. */
function personMeant(from: Resource, other: unknown, about: Reading): NamedPerson | undefined {
  const { bundle, profile, source } = about;
  const patient = resolve(bundle, from, other, 'Patient');
  if (patient === from) return undefined;
  if (patient) {
    const person = personOf(patient, about);
    return person.identifiers.length > 0 ? person : undefined;
  }
  const named = referredIdentifier(other);
  if (named) {
    const identifiers = readIdentifier(named, profile).filter(({ trusted }) => trusted);
    return identifiers.length > 0 ? { identifiers, details: {} } : undefined;
  }
  const known = referredId(other, 'Patient');
  const server = known?.server ?? serverOf(bundle, from, source);
  return known && server !== undefined
    ? { identifiers: [{ ...localId(server, known.id), trusted: true }], details: {} }
    : undefined;
}

const NOBODY = {
  reason: 'leads to nobody',
  accepted: 'a reference to another Patient of the bundle or of its server, or an identifier',
};
