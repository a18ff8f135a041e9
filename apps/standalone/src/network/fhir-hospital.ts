import { randomUUID } from 'node:crypto';
import type { SimulatedPerson } from './person.js';
import { postJson } from './post-json.js';
import type { Acknowledged, Leaving, SimulatedStay, StaySource } from './source.js';

export interface FhirHospitalOptions {
  readonly title: string;
  readonly endpoint: string;
  readonly organization: string;
  readonly identifierSystem: string;
  readonly intakeUrl: string;
  readonly fetch: typeof fetch;
}

const EVENTS = 'http://hl7.org/fhir/us/davinci-alerts/CodeSystem/notification-event';
const SNOMED = 'http://snomed.info/sct';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';

const TYPES = {
  detox: { system: SNOMED, code: '56876005' },
  residential: { system: HCPCS, code: 'H0018' },
} as const;

const LEAVING: Readonly<Record<Leaving, string>> = { home: 'home', 'against-advice': 'aama' };

/** A hospital that posts FHIR R4 message bundles of unsolicited notifications. */
export class FhirHospital implements StaySource {
  readonly #options: FhirHospitalOptions;
  readonly format = 'FHIR R4';

  constructor(options: FhirHospitalOptions) {
    this.#options = options;
  }

  get title(): string {
    return this.#options.title;
  }

  get identifierSystem(): string {
    return this.#options.identifierSystem;
  }

  admit(person: SimulatedPerson, stay: SimulatedStay): Promise<Acknowledged> {
    return this.#send('notification-admit', person, stay, {
      status: 'in-progress',
      period: { start: stay.startedAt.toISOString() },
    });
  }

  discharge(
    person: SimulatedPerson,
    stay: SimulatedStay,
    at: Date,
    leaving: Leaving,
  ): Promise<Acknowledged> {
    return this.#send('notification-discharge', person, stay, {
      status: 'finished',
      period: { start: stay.startedAt.toISOString(), end: at.toISOString() },
      hospitalization: { dischargeDisposition: { coding: [{ code: LEAVING[leaving] }] } },
    });
  }

  async #send(
    event: string,
    person: SimulatedPerson,
    stay: SimulatedStay,
    encounter: object,
  ): Promise<Acknowledged> {
    const { status } = await postJson(
      this.#options.fetch,
      `${this.#options.intakeUrl}/v1/fhir/$process-message`,
      'application/fhir+json',
      this.#bundle(event, person, stay, encounter),
    );
    return { ok: status === 200, text: `HTTP ${status}` };
  }

  #bundle(event: string, person: SimulatedPerson, stay: SimulatedStay, encounter: object): object {
    const { endpoint, organization, identifierSystem } = this.#options;
    const patientUrl = `urn:uuid:${randomUUID()}`;
    const encounterUrl = `urn:uuid:${randomUUID()}`;
    return {
      resourceType: 'Bundle',
      id: randomUUID(),
      type: 'message',
      timestamp: new Date().toISOString(),
      entry: [
        {
          fullUrl: `urn:uuid:${randomUUID()}`,
          resource: {
            resourceType: 'MessageHeader',
            eventCoding: { system: EVENTS, code: event },
            source: { name: organization, endpoint },
            focus: [{ reference: encounterUrl }],
          },
        },
        {
          fullUrl: encounterUrl,
          resource: {
            resourceType: 'Encounter',
            identifier: [{ system: `${endpoint}/visits`, value: stay.visitNumber }],
            class: {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
              code: 'IMP',
            },
            type: [{ coding: [TYPES[stay.kind]] }],
            subject: { reference: patientUrl },
            serviceProvider: { display: organization },
            ...encounter,
          },
        },
        {
          fullUrl: patientUrl,
          resource: {
            resourceType: 'Patient',
            identifier: [{ system: identifierSystem, value: person.mrn }],
            name: [{ use: 'official', family: person.family, given: [person.given] }],
            gender: person.sex,
            birthDate: person.birthDate,
            address: [{ city: person.city, state: 'MA' }],
          },
        },
      ],
    };
  }
}
