import { randomUUID } from 'node:crypto';
import type { EventLog } from '@handrail/messaging';
import { eventually } from '@handrail/testing';
import type { DataSource } from 'typeorm';
import { addProgram } from '../faults/discharge-load.js';
import { FourServices, type ServiceName } from '../four-services.js';

export interface Placement {
  readonly id: string;
  readonly personId: string;
  readonly status: string;
  readonly endReason: string | null;
  readonly programId: string | null;
}

export interface Reassessment {
  readonly id: string;
  readonly status: string;
  readonly trigger: { readonly kind: string };
}

/** What a CloudEvent is known by. */
interface SentEvent {
  readonly source: string;
  readonly id: string;
}

const RATINGS = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };
const hl7Time = (at: Date) => at.toISOString().replace(/[-:T]|\.\d+Z/g, '') + '+0000';

/** A person as the hospital of these tests knows them. */
export interface Patient {
  readonly mrn: string;
  readonly visit: string;
}

/** Patient number `n` of a test, with one visit. */
export const patient = (n: number): Patient => ({ mrn: `MRN-${n}`, visit: `V-${n}` });

const NOW = Date.now();

/** Counted from one moment, so that the times of a test keep their distances. */
export const minutesAgo = (minutes: number): Date => new Date(NOW - minutes * 60_000);

/** Hospital services that the shipped profile recognises: withdrawal management and residential care. */
export type Unit = 'DETOX' | 'RES';

/**
 * The four services and one hospital that speaks HL7 v2 over HTTP. Every network has a region of its
 * own, so that a place can only go to people of the test.
 */
export class Network {
  readonly region = `r${randomUUID().slice(0, 8)}`;
  readonly authority = '1.2.840.99';
  #controlId = 0;

  private constructor(readonly services: FourServices) {}

  static async start(services?: FourServices): Promise<Network> {
    return new Network(services ?? (await FourServices.start()));
  }

  stop(): Promise<void> {
    return this.services.stop();
  }

  /** A program of the network's region with this many places. */
  async openProgram(places: number): Promise<void> {
    await addProgram(this.services.url('scheduling'), this.region, places);
  }

  /** Sends one ADT message and insists on its acknowledgement. */
  async adt(event: string, at: Date, patient: Patient, ...more: readonly string[]): Promise<void> {
    this.#controlId += 1;
    const segments = [
      `MSH|^~\\&|ADMIT|${this.region}|||${hl7Time(at)}||ADT^${event}|${event}-${this.#controlId}|P|2.5.1`,
      `EVN||${hl7Time(at)}`,
      `PID|1||${this.#cx(patient.mrn)}`,
      ...more,
    ];
    const response = await fetch(`${this.services.url('intake')}/v1/hl7v2`, {
      method: 'POST',
      headers: { 'content-type': 'application/hl7-v2' },
      body: segments.join('\r'),
    });
    expect((await response.text()).split('\r')[1]).toMatch(/^MSA\|AA/);
  }

  /** What is needed to decide by rule, and then the end of a stay. */
  async discharged(patient: Patient, at: Date, unit: Unit = 'DETOX'): Promise<void> {
    await this.rated(patient, new Date(at.getTime() - 60_000));
    await this.adt('A03', at, patient, this.visit(patient, unit, at));
  }

  /** PV1 of a stay; with a discharge time and the disposition "home" when `end` is given. */
  visit({ visit }: Patient, unit: Unit, end?: Date): string {
    const fields = Array.from({ length: 46 }, () => '');
    Object.assign(fields, { 0: 'PV1', 1: '1', 2: 'I', 3: unit, 10: unit, 19: visit });
    if (end) Object.assign(fields, { 36: '01', 45: hl7Time(end) });
    return fields.join('|');
  }

  /** PID and MRG of a merge: `retired` was found to be `survivor`. */
  async merge(survivor: Patient, retired: Patient, at: Date): Promise<void> {
    await this.adt('A40', at, survivor, `MRG|${this.#cx(retired.mrn)}`);
  }

  /** Takes the newest merge into a person apart again. */
  async unmerge(personId: string): Promise<void> {
    const person = `${this.services.url('intake')}/v1/persons/${personId}`;
    const { merges } = (await (await fetch(person)).json()) as { merges: Array<{ id: string }> };
    const response = await fetch(`${person}/unmerge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mergeId: merges.at(-1)!.id, reason: 'two patients' }),
    });
    expect(response.status).toBe(200);
  }

  async rated(patient: Patient, at: Date, context: object = {}): Promise<void> {
    await this.#tell('risk-ratings-recorded', patient, at, {
      ratedAt: at.toISOString(),
      ratings: RATINGS,
      context: { region: this.region, ...context },
    });
  }

  /** The family asks for care; answers what the request is known by. */
  async askedForCare(patient: Patient, at: Date, more: object = {}): Promise<SentEvent> {
    return await this.#tell('care-requested', patient, at, {
      requestedAt: at.toISOString(),
      requestedBy: { kind: 'family', organisation: 'Parents of Rowan Alder' },
      context: { region: this.region },
      ...more,
    });
  }

  /** Its source takes an event back. */
  async takenBack(cancels: SentEvent): Promise<void> {
    await this.#send('event-cancelled', { cancels });
  }

  async returnedToUse(patient: Patient, at: Date): Promise<void> {
    const occurredAt = at.toISOString();
    await this.#tell('return-to-use-reported', patient, at, {
      occurredAt,
      evidence: 'self-report',
    });
  }

  /** One CloudEvent about a person. */
  async #tell(name: string, { mrn }: Patient, at: Date, data: object): Promise<SentEvent> {
    const person = { identifiers: [{ system: `urn:oid:${this.authority}`, value: mrn }] };
    return await this.#send(name, { person, ...data }, { time: at.toISOString() });
  }

  async #send(name: string, data: object, more: object = {}): Promise<SentEvent> {
    const sent = { source: `urn:${this.region}`, id: randomUUID() };
    const response = await fetch(`${this.services.url('intake')}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        ...{ specversion: '1.0', ...sent, type: `handrail.inbound.${name}.v1`, ...more },
        data,
      }),
    });
    expect(response.status).toBe(202);
    return sent;
  }

  async personId({ mrn }: Patient): Promise<string> {
    const identifier = encodeURIComponent(`urn:oid:${this.authority}|${mrn}`);
    const [person] = await this.items<{ id: string }>(
      'intake',
      `/v1/persons?identifier=${identifier}`,
    );
    return person!.id;
  }

  async placements(personId: string): Promise<readonly Placement[]> {
    return await this.items('scheduling', `/v1/placements?personId=${personId}`);
  }

  async reassessments(personId: string): Promise<readonly Reassessment[]> {
    return await this.items('assessment', `/v1/reassessments?personId=${personId}`);
  }

  async titles(personId: string): Promise<readonly string[]> {
    const items = await this.items<{ title: string }>(
      'outcomes',
      `/v1/persons/${personId}/journey`,
    );
    return items.map(({ title }) => title);
  }

  /** Waits until the person's only active placement has this status. */
  async placed(personId: string, status: string): Promise<Placement> {
    const active = ['confirmed', 'offered', 'waitlisted'];
    return await eventually(
      async () => {
        const all = (await this.placements(personId)).filter((placement) =>
          active.includes(placement.status),
        );
        expect(all.map((placement) => placement.status)).toEqual([status]);
        return all[0]!;
      },
      { withinMs: 20_000, what: `one placement that is ${status}` },
    );
  }

  settled(): Promise<void> {
    return this.services.settled();
  }

  log(): EventLog {
    return this.services.log();
  }

  database(service: ServiceName): DataSource {
    return this.services.database(service);
  }

  async items<T>(service: ServiceName, path: string): Promise<readonly T[]> {
    return (await this.services.get<{ items: readonly T[] }>(service, path)).items;
  }

  #cx(mrn: string): string {
    return `${mrn}^^^ADMIT&${this.authority}&ISO^MR`;
  }
}
