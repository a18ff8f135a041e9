import { randomUUID } from 'node:crypto';
import type { SimulatedPerson } from './person.js';
import { postJson } from './post-json.js';
import type { Acknowledged } from './source.js';

/** Risk per dimension, 0 to 4. */
export type SimulatedRatings = Readonly<
  Record<'d1' | 'd2' | 'd3' | 'd4' | 'd5' | 'd6', number | 'unknown'>
>;

/** A person together with the system the number is of. */
export interface IdentifiedPerson {
  readonly person: SimulatedPerson;
  readonly identifierSystem: string;
}

/** A treatment network whose clinicians publish what they see as CloudEvents over HTTP. */
export class CareNetwork {
  readonly #intakeUrl: string;
  readonly #ask: typeof fetch;
  readonly title = 'Bay State Care';
  readonly #source = 'urn:simulated:bay-state-care';

  constructor(intakeUrl: string, ask: typeof fetch) {
    this.#intakeUrl = intakeUrl;
    this.#ask = ask;
  }

  recordRatings(
    known: IdentifiedPerson,
    ratings: SimulatedRatings,
    context: Readonly<Record<string, unknown>>,
    ratedAt: Date,
  ): Promise<Acknowledged> {
    const data = { ratedAt: ratedAt.toISOString(), ratings, context };
    return this.#send('risk-ratings-recorded', known, data, ratedAt);
  }

  planStepDown(
    known: IdentifiedPerson,
    stay: { readonly id: string; readonly facility: string; readonly setting: string },
    plannedFor: Date,
  ): Promise<Acknowledged> {
    const data = { stay, plannedFor: plannedFor.toISOString() };
    return this.#send('step-down-planned', known, data, new Date());
  }

  startStay(
    known: IdentifiedPerson,
    stay: { readonly id: string; readonly facility: string; readonly setting: string },
    startedAt: Date,
  ): Promise<Acknowledged> {
    return this.#send(
      'stay-started',
      known,
      { stay, startedAt: startedAt.toISOString() },
      startedAt,
    );
  }

  endStay(
    known: IdentifiedPerson,
    stay: { readonly id: string; readonly facility: string; readonly setting: string },
    endedAt: Date,
    disposition: 'completed' | 'against-advice',
  ): Promise<Acknowledged> {
    const data = { stay, endedAt: endedAt.toISOString(), disposition };
    return this.#send('stay-ended', known, data, endedAt);
  }

  /** The family asks for care. */
  askForCare(
    known: IdentifiedPerson,
    context: Readonly<Record<string, unknown>>,
    requestedAt: Date,
  ): Promise<Acknowledged> {
    const data = {
      requestedAt: requestedAt.toISOString(),
      requestedBy: { kind: 'family' },
      context,
    };
    return this.#send('care-requested', known, data, requestedAt);
  }

  /** Nobody came to a session that begins at this time. */
  recordNoShow(
    known: IdentifiedPerson,
    placementId: string,
    sessionStartsAt: Date,
  ): Promise<Acknowledged> {
    const data = {
      ...{ placementId, sessionStartsAt: sessionStartsAt.toISOString() },
      attendance: 'no-show',
    };
    return this.#send('attendance-recorded', known, data, new Date());
  }

  recordDrugTest(
    known: IdentifiedPerson,
    substances: readonly string[],
    collectedAt: Date,
  ): Promise<Acknowledged> {
    const result = substances.length > 0 ? 'positive' : 'negative';
    const data = { collectedAt: collectedAt.toISOString(), result, substances };
    return this.#send('drug-test-recorded', known, data, collectedAt);
  }

  reportReturnToUse(known: IdentifiedPerson, occurredAt: Date): Promise<Acknowledged> {
    const data = { occurredAt: occurredAt.toISOString(), evidence: 'self-report' };
    return this.#send('return-to-use-reported', known, data, occurredAt);
  }

  async #send(
    name: string,
    { person, identifierSystem }: IdentifiedPerson,
    data: object,
    time: Date,
  ): Promise<Acknowledged> {
    const event = {
      specversion: '1.0',
      id: randomUUID(),
      source: this.#source,
      type: `handrail.inbound.${name}.v1`,
      time: time.toISOString(),
      datacontenttype: 'application/json',
      data: {
        person: {
          identifiers: [{ system: identifierSystem, value: person.mrn }],
          name: { family: person.family, given: [person.given] },
          birthDate: person.birthDate,
          sex: person.sex,
        },
        ...data,
      },
    };
    const { status, json } = await postJson(
      this.#ask,
      `${this.#intakeUrl}/v1/events`,
      'application/cloudevents+json',
      event,
    );
    const [result] = (json as { results?: Array<{ status?: string }> } | undefined)?.results ?? [];
    return { ok: status === 202, text: result?.status ?? `HTTP ${status}` };
  }
}
