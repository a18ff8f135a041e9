import { HOUR_MS } from '@handrail/domain';
import type { Told } from './told.js';

const AUTHORITY = '2.16.840.1.113883.3.9021';

type Unit = 'DETOX' | 'RES' | '';

/** Ratings that lead to intensive outpatient care after a detox. */
export const MILD = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };
/** Ratings that lead to partial hospitalization. */
export const WORSE = { ...MILD, d4: 3 };

/** Tells messages of a made-up hospital and a made-up network, as of a moment. */
export class Teller {
  readonly #now: number;
  readonly #name: string;
  readonly messages: Told[] = [];

  /** @param name begins the ids of its messages: two tellers of one run need two */
  constructor(now: number, name = '') {
    this.#now = now;
    this.#name = name;
  }

  at(hoursAgo: number): Date {
    return new Date(this.#now - hoursAgo * HOUR_MS);
  }

  /** One ADT message about a person, and about a visit where `visit` names one. */
  adt(event: string, hoursAgo: number, who: string, pv1?: string, ...more: string[]): void {
    this.#adt(event, hoursAgo, who, `${cx(who)}||${who.toUpperCase()}^TEST`, pv1, more);
  }

  /** The same about somebody of whom more is told than the number: name, birth date and sex of a PID. */
  adtOf(event: string, hoursAgo: number, { number, is }: Patient, pv1: string): void {
    this.#adt(event, hoursAgo, number, `${cx(number)}||${is}`, pv1, []);
  }

  #adt(
    event: string,
    hoursAgo: number,
    who: string,
    pid: string,
    pv1: string | undefined,
    more: readonly string[],
  ): void {
    const at = stamp(this.at(hoursAgo));
    const control = `${this.#name}${event}-${this.messages.length}`;
    const segments = [
      `MSH|^~\\&|WARDS|HARBOR|||${at}||ADT^${event}|${control}|P|2.5.1`,
      `EVN|${event}|${at}`,
      `PID|1||${pid}`,
      ...(pv1 ? [pv1] : []),
      ...more,
      '',
    ];
    const bytes = Buffer.from(segments.join('\r'));
    this.messages.push({ name: `${control} ${who}`, kind: 'hl7', bytes });
  }

  /** PV1 of a visit; discharged with a disposition of UB-04 when `ended` says so. */
  visit(
    number: string,
    unit: Unit,
    { from, ended, as = '01' }: { from?: number; ended?: number; as?: string } = {},
  ): string {
    const fields = Array.from({ length: 46 }, () => '');
    Object.assign(fields, { 0: 'PV1', 1: '1', 2: 'I', 3: unit, 10: unit, 19: number });
    if (from !== undefined) fields[44] = stamp(this.at(from));
    if (ended !== undefined) Object.assign(fields, { 36: as, 45: stamp(this.at(ended)) });
    return fields.join('|');
  }

  /** One CloudEvent about a person. */
  event(name: string, hoursAgo: number, who: string, data: object): string {
    const person = { identifiers: [{ system: `urn:oid:${AUTHORITY}`, value: who }] };
    return this.#event(name, hoursAgo, { person, ...data }, who);
  }

  /** A visit of the emergency department for an overdose. */
  poisoned(visit: string, hoursAgo: number, who: string): void {
    this.adt('A04', hoursAgo, who, this.visit(visit, ''), POISONED);
  }

  rated(who: string, hoursAgo: number, ratings: object = MILD): string {
    const ratedAt = this.at(hoursAgo).toISOString();
    const context = { region: 'boston', housing: 'stable' };
    return this.event('risk-ratings-recorded', hoursAgo, who, { ratedAt, ratings, context });
  }

  returned(who: string, hoursAgo: number): string {
    const occurredAt = this.at(hoursAgo).toISOString();
    return this.event('return-to-use-reported', hoursAgo, who, {
      occurredAt,
      evidence: 'self-report',
    });
  }

  cancelled(id: string, hoursAgo: number): void {
    this.#event('event-cancelled', hoursAgo, { cancels: { source: 'urn:harbor', id } }, id);
  }

  #event(name: string, hoursAgo: number, data: object, about: string): string {
    const id = `${this.#name}${name}-${this.messages.length}`;
    const event = {
      specversion: '1.0',
      id,
      source: 'urn:harbor',
      type: `handrail.inbound.${name}.v1`,
      time: this.at(hoursAgo).toISOString(),
      data,
    };
    const bytes = Buffer.from(JSON.stringify(event));
    this.messages.push({ name: `${id} ${about}`, kind: 'event', bytes });
    return id;
  }
}

/** A number, and the demographics told with it. */
export interface Patient {
  readonly number: string;
  readonly is: string;
}

const POISONED = 'DG1|1||T40.1X1A^Poisoning by heroin^I10';
const stamp = (at: Date) => at.toISOString().replace(/[-:T]|\.\d+Z/g, '') + '+0000';
export const cx = (who: string) => `${who}^^^WARDS&${AUTHORITY}&ISO^MR`;
