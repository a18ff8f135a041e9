import { readAcknowledgement, type MllpClient } from '@handrail/cli';
import type { SimulatedPerson } from './person.js';
import type { Acknowledged, Leaving, SimulatedStay, StaySource } from './source.js';

export interface Hl7HospitalOptions {
  readonly title: string;
  /** MSH-3 and MSH-4. */
  readonly application: string;
  readonly facility: string;
  /** Assigning authority of its medical record numbers. */
  readonly authority: { readonly name: string; readonly oid: string };
  readonly client: MllpClient;
  /** Makes control ids that no earlier run used. */
  readonly run: string;
}

const UNITS = {
  detox: { unit: 'DETOX', service: 'DETOX' },
  residential: { unit: 'RESI', service: 'RES' },
} as const;

/** Discharge dispositions of UB-04. */
const LEAVING: Readonly<Record<Leaving, string>> = { home: '01', 'against-advice': '07' };

/** A hospital that sends HL7 v2.5.1 ADT messages over MLLP, one at a time. */
export class Hl7Hospital implements StaySource {
  readonly #options: Hl7HospitalOptions;
  readonly format = 'HL7 v2 by MLLP';
  #count = 0;

  constructor(options: Hl7HospitalOptions) {
    this.#options = options;
  }

  get title(): string {
    return this.#options.title;
  }

  get identifierSystem(): string {
    return `urn:oid:${this.#options.authority.oid}`;
  }

  admit(person: SimulatedPerson, stay: SimulatedStay): Promise<Acknowledged> {
    return this.#send('A01', person, stay, stay.startedAt, {});
  }

  discharge(
    person: SimulatedPerson,
    stay: SimulatedStay,
    at: Date,
    leaving: Leaving,
  ): Promise<Acknowledged> {
    return this.#send('A03', person, stay, at, { 36: LEAVING[leaving], 45: timestamp(at) });
  }

  cancelDischarge(person: SimulatedPerson, stay: SimulatedStay, at: Date): Promise<Acknowledged> {
    return this.#send('A13', person, stay, at, {});
  }

  update(person: SimulatedPerson, stay: SimulatedStay): Promise<Acknowledged> {
    return this.#send('A08', person, stay, new Date(), {});
  }

  async #send(
    trigger: string,
    person: SimulatedPerson,
    stay: SimulatedStay,
    happenedAt: Date,
    visit: Readonly<Record<number, string>>,
  ): Promise<Acknowledged> {
    const text = this.#message(trigger, person, stay, happenedAt, visit);
    const ack = readAcknowledgement(await this.#options.client.send(Buffer.from(text)));
    return { ok: ack.outcome === 'accepted', text: ack.text };
  }

  #message(
    trigger: string,
    person: SimulatedPerson,
    stay: SimulatedStay,
    happenedAt: Date,
    visit: Readonly<Record<number, string>>,
  ): string {
    const { application, facility, authority, run } = this.#options;
    const control = `${run}${(this.#count += 1)}`.toUpperCase();
    const { unit, service } = UNITS[stay.kind];
    const now = timestamp(new Date());
    const sex = person.sex === 'female' ? 'F' : 'M';
    const segments = [
      `MSH|^~\\&|${application}|${facility}|HANDRAIL|NETWORK|${now}||ADT^${trigger}|${control}|P|2.5.1`,
      segment('EVN', { 1: trigger, 2: now, 6: timestamp(happenedAt) }),
      segment('PID', {
        1: '1',
        3: `${person.mrn}^^^${authority.name}&${authority.oid}&ISO^MR`,
        5: `${person.family}^${person.given}`.toUpperCase(),
        7: person.birthDate.replaceAll('-', ''),
        8: sex,
        11: `^^${person.city.toUpperCase()}^MA`,
      }),
      segment('PV1', {
        1: '1',
        2: 'I',
        3: `${unit}^1^A`,
        10: service,
        19: stay.visitNumber,
        44: timestamp(stay.startedAt),
        ...visit,
      }),
    ];
    return segments.map((text) => `${text}\r`).join('');
  }
}

/** A segment from its fields by number. */
function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const cells = [name];
  for (const [at, value] of Object.entries(fields)) cells[Number(at)] = value;
  return Array.from(cells, (cell) => cell ?? '').join('|');
}

/** `20261107150000+0000` */
const timestamp = (at: Date): string => `${at.toISOString().replace(/\D/g, '').slice(0, 14)}+0000`;
