import type { ContentProblem } from '../message/domain/inbound.js';
import type { NamedPerson } from '../person/domain/person.js';
import type { Profile } from '../profile/source-profiles.js';
import { resolve, type Bundle, type Resource } from './fhir-shapes.js';
import { problemAt } from './places.js';
import { readPatient } from './read-patient.js';

/** Whom a resource is about, by a reference inside the bundle; or what is missing, and where. */
export function readSubject(
  resource: Resource,
  element: 'subject' | 'patient',
  { bundle, profile }: { readonly bundle: Bundle; readonly profile: Profile },
): { readonly person: NamedPerson } | { readonly problem: ContentProblem } {
  const patient = resolve(bundle, resource[element], 'Patient');
  if (!patient) return { problem: problemAt(bundle, resource, { element, ...NO_PATIENT }) };
  const person = personOf(patient, profile);
  return person.identifiers.length > 0
    ? { person }
    : { problem: problemAt(bundle, patient, { element: 'identifier', ...NO_IDENTIFIER }) };
}

const persons = new WeakMap<Resource, NamedPerson>();

/** A bundle of one person names them at every resource: they are read once. */
function personOf(patient: Resource, profile: Profile): NamedPerson {
  const known = persons.get(patient);
  if (known) return known;
  const person = readPatient(patient, profile);
  persons.set(patient, person);
  return person;
}

const NO_PATIENT = {
  reason: 'leads to no Patient inside the bundle',
  accepted: 'a reference to an entry of the bundle that is a Patient',
};

const NO_IDENTIFIER = {
  reason: 'has no identifier that says whose it is',
  accepted: 'an identifier with system and value',
};
