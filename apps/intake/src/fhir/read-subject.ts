import type { ContentProblem } from '../message/domain/inbound.js';
import { isIdentifierText } from '../message/message-limits.js';
import type { NamedPerson } from '../person/domain/person.js';
import type { Profile } from '../profile/source-profiles.js';
import { fullUrlIn, resolve, type Bundle, type Resource } from './fhir-shapes.js';
import { problemAt } from './places.js';
import { readPatient } from './read-patient.js';
import { serverOf } from './server-of.js';

interface About {
  readonly bundle: Bundle;
  readonly profile: Profile;
  /** Where the bundle comes from. */
  readonly source: string;
}

/** Whom a resource is about, by a reference inside the bundle; or what is missing, and where. */
export function readSubject(
  resource: Resource,
  element: 'subject' | 'patient',
  about: About,
): { readonly person: NamedPerson } | { readonly problem: ContentProblem } {
  const { bundle } = about;
  const patient = resolve(bundle, resource[element], 'Patient');
  if (!patient) return { problem: problemAt(bundle, resource, { element, ...NO_PATIENT }) };
  const person = personOf(patient, about);
  return person.identifiers.length > 0
    ? { person }
    : { problem: problemAt(bundle, patient, { element: 'identifier', ...NO_IDENTIFIER }) };
}

const persons = new WeakMap<Resource, NamedPerson>();

/** A bundle of one person names them at every resource: they are read once. */
function personOf(patient: Resource, about: About): NamedPerson {
  const known = persons.get(patient);
  if (known) return known;
  const person = withLocalId(readPatient(patient, about.profile), patient, about);
  persons.set(patient, person);
  return person;
}

/** A patient whom no number names is known to the server that sends by the id of the resource. */
function withLocalId(
  person: NamedPerson,
  patient: Resource,
  { bundle, source }: About,
): NamedPerson {
  const server = serverOf(bundle, patient, source);
  if (person.identifiers.length > 0 || !patient.id || !server || isTemporary(bundle, patient))
    return person;
  const local = { system: `${server}/Patient`, value: patient.id, trusted: true };
  return isIdentifierText(local.value, local.system) ? { ...person, identifiers: [local] } : person;
}

/** Sent under a name that holds inside the bundle only. */
const isTemporary = (bundle: Bundle, patient: Resource): boolean =>
  fullUrlIn(bundle, patient)?.startsWith('urn:') ?? false;

const NO_PATIENT = {
  reason: 'leads to no Patient inside the bundle',
  accepted: 'a reference to an entry of the bundle that is a Patient',
};

const NO_IDENTIFIER = {
  reason: 'has no identifier that says whose it is',
  accepted: 'an identifier with system and value',
};
