import type { ContentProblem } from '../inbound/domain/inbound.js';
import { isIdentifierText } from '../inbound/message-limits.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import type { Profile } from '../profile/source-profiles.js';
import type { Bundle, Resource } from './fhir-shapes.js';
import { readFhirTime } from './fhir-time.js';
import { problemAt } from './places.js';
import { readIdentifier, readPatient } from './read-patient.js';
import { isTemporary, referredIdentifier, resolve } from './references.js';
import { serverOf } from './server-of.js';

export interface About {
  readonly bundle: Bundle;
  readonly profile: Profile;
  /** Where the bundle comes from. */
  readonly source: string;
  readonly receivedAt: string;
}

/** When the bundle was made, else when it came. */
export const sentAt = ({ bundle, profile, receivedAt }: Omit<About, 'source'>): string =>
  readFhirTime(bundle.timestamp, profile.zone)?.at ?? receivedAt;

/**
 * Whom a resource is about, by a reference inside the bundle or by the identifier that the reference names;
 * or what is missing, and where.
 */
export function readSubject(
  resource: Resource,
  element: 'subject' | 'patient',
  about: About,
): { readonly person: NamedPerson } | { readonly problem: ContentProblem } {
  const { bundle, profile } = about;
  const patient = resolve(bundle, resource, resource[element], 'Patient');
  if (!patient) {
    const named = referredIdentifier(resource[element]);
    const identifiers = named ? readIdentifier(named, profile) : [];
    if (identifiers.length > 0) return { person: { identifiers, details: {} } };
    return { problem: problemAt(bundle, resource, { element, ...(named ? NOBODY : NO_PATIENT) }) };
  }
  const person = personOf(patient, about);
  return person.identifiers.length > 0
    ? { person }
    : { problem: problemAt(bundle, patient, { element: 'identifier', ...NO_IDENTIFIER }) };
}

const persons = new WeakMap<Resource, NamedPerson>();

/** A bundle of one person names them at every resource: they are read once. */
export function personOf(patient: Resource, about: About): NamedPerson {
  const known = persons.get(patient);
  if (known) return known;
  const person = withLocalId(readPatient(patient, about.profile, sentAt(about)), patient, about);
  persons.set(patient, person);
  return person;
}

/**
 * The server that sends knows the patient by the id of the resource: that says who it is where no number
 * does, and whom it means when it says later that two of its patients are one.
 */
function withLocalId(
  person: NamedPerson,
  patient: Resource,
  { bundle, source }: About,
): NamedPerson {
  const server = serverOf(bundle, patient, source);
  if (!patient.id || !server || isTemporary(bundle, patient)) return person;
  const local = localId(server, patient.id);
  if (!isIdentifierText(local.value, local.system)) return person;
  return person.identifiers.length === 0
    ? { ...person, identifiers: [{ ...local, trusted: true }] }
    : { ...person, identifiers: [...person.identifiers, { ...local, trusted: false }] };
}

/** What a server calls a patient. */
export const localId = (server: string, id: string) =>
  ({ system: `${server}/Patient`, value: id, isLocal: true }) as const;

const NO_PATIENT = {
  reason: 'leads to no Patient inside the bundle',
  accepted: 'a reference to an entry of the bundle that is a Patient',
};

const NOBODY = {
  reason: 'names an identifier that says of nobody who it is',
  accepted: 'an identifier with system and value, or a reference to a Patient of the bundle',
};

const NO_IDENTIFIER = {
  reason: 'has no identifier that says whose it is',
  accepted: 'an identifier with system and value',
};
