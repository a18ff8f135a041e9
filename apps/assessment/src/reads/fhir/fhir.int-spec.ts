import { randomUUID } from 'node:crypto';
import { factRetracted, instrumentResultRecorded } from '@handrail/contracts';
import { Fhir } from 'fhir';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';
import {
  ago,
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../../testing/running-assessment.js';

// Real: the assessment service, its database, the Postgres log, the published structures and codes of R4.
// Intake is played here.
let assessment: RunningAssessment;

beforeAll(async () => {
  assessment = await runAssessment();
}, START_WITHIN_MS);
afterAll(() => assessment?.stop());

const r4 = new Fhir();

/**
 * What R4 has against a resource: what is missing, unknown, of another form or no code of its set. Sets it
 * only recommends are named in warnings.
 */
const faultsOf = (resource: object): string[] =>
  r4
    .validate(JSON.stringify(resource), { errorOnUnexpected: true })
    .messages.filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))
    .map(({ location, message }) => `${location}: ${message}`);

interface FhirBundle {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: { id: string } }[];
}

const fhirOf = (id: string) => assessment.request('GET', `/v1/reassessments/${id}/fhir`);

async function reassessed(
  ratings: Parameters<RunningAssessment['rated']>[1],
  status: ReassessmentView['status'],
): Promise<ReassessmentView> {
  const personId = randomUUID();
  await assessment.rated(personId, ratings, { housing: 'homeless' });
  await assessment.detoxed(personId);
  return assessment.only(personId, (reassessment) => reassessment.status === status);
}

describe('a determination as FHIR', () => {
  it('is a bundle that R4 accepts, with the level, its reason and the risks', async () => {
    const { id, personId, determinationId } = await reassessed(stable, 'determined');
    const answer = await fhirOf(id);
    expect(answer.status).toBe(200);
    expect(answer.type).toContain('application/fhir+json');
    expect(faultsOf(answer.body as FhirBundle)).toEqual([]);
    const { entry } = answer.body as FhirBundle;
    const [request, risk] = entry;
    for (const { fullUrl, resource } of entry) expect(fullUrl).toBe(`urn:uuid:${resource.id}`);
    expect(request!.resource).toMatchObject({
      resourceType: 'ServiceRequest',
      id: determinationId,
      status: 'active',
      intent: 'proposal',
      code: { coding: [{ code: 'IOP', display: 'Intensive outpatient treatment' }] },
      subject: { identifier: { value: personId } },
      reasonCode: [{ coding: [{ code: 'detox-completed' }], text: 'Detox completed' }],
      orderDetail: expect.arrayContaining([expect.objectContaining({ text: 'recovery-housing' })]),
      supportingInfo: [{ reference: risk!.fullUrl }],
    });
    const { prediction } = risk!.resource as unknown as { prediction: object[] };
    expect(prediction).toHaveLength(6);
    expect(prediction[4]).toMatchObject({
      outcome: { coding: [{ code: 'd5' }] },
      qualitativeRisk: { text: '2' },
    });
  });

  it('keeps out what people wrote when they decided otherwise', async () => {
    const { id, version } = await reassessed(stable, 'determined');
    const decision = { level: 'RES', reasonCode: 'clinical-judgement', role: 'physician' };
    const body = { ...decision, text: 'her brother knows the landlord' };
    await assessment.request('POST', `/v1/reassessments/${id}/override`, body, `"${version}"`);
    const answer = await fhirOf(id);
    expect(faultsOf(answer.body as FhirBundle)).toEqual([]);
    expect(JSON.stringify(answer.body)).not.toContain('brother');
    const [request, risk] = (answer.body as FhirBundle).entry;
    expect(request!.resource).toMatchObject({
      intent: 'order',
      code: { coding: [{ code: 'RES' }] },
    });
    expect(risk!.resource).toMatchObject({
      reasonCode: [{ coding: [{ code: 'clinical-judgement' }] }],
    });
  });

  it('is not there before something is determined', async () => {
    const { id } = await reassessed({ ...stable, d1: 'unknown' }, 'open');
    expect(await fhirOf(id)).toMatchObject({
      status: 409,
      body: { type: 'urn:handrail:problem:not-determined' },
    });
    expect(await fhirOf(randomUUID())).toMatchObject({ status: 404 });
  });

  it('would be refused if a field of R4 were missing, unknown, malformed or no code of its set', async () => {
    const { id } = await reassessed(stable, 'determined');
    const { body } = await fhirOf(id);
    const [request, risk] = (body as FhirBundle).entry.map(({ resource }) => resource);
    expect(faultsOf({ ...request, subject: undefined })).toEqual([
      'ServiceRequest.subject: Missing property',
    ]);
    expect(faultsOf({ ...risk, colour: 'red' })).toEqual([
      'RiskAssessment.colour: Unexpected property',
    ]);
    expect(faultsOf({ ...request, authoredOn: 'yesterday' })).toEqual([
      'ServiceRequest.authoredOn: Invalid dateTime format for value "yesterday"',
    ]);
    expect(faultsOf({ ...request, status: 'gone' })).toEqual([
      'ServiceRequest.status: Code "gone" not found in value set',
    ]);
    expect(faultsOf({ ...risk, note: { text: 'one note' } })).toEqual([
      'RiskAssessment.note: Property is not an array',
    ]);
  });
});

describe('what another instrument said', () => {
  const post = (personId: string, body: object) =>
    assessment.request('POST', `/v1/persons/${personId}/instrument-results`, body);

  it('is shown beside the ratings, decides nothing, and is kept once', async () => {
    const { id, personId } = await reassessed({ ...stable, d1: 'unknown' }, 'open');
    const continuum = { instrument: 'continuum', level: '3.5', assessedAt: ago(1) };
    const locus = { instrument: 'locus', composite: 21, assessedAt: ago(2) };
    expect(await post(personId, continuum)).toMatchObject({ status: 201, body: { level: '3.5' } });
    expect(await post(personId, locus)).toMatchObject({ status: 201, body: { composite: 21 } });
    expect(await post(personId, continuum)).toMatchObject({ status: 201 });
    const { body } = await assessment.request('GET', `/v1/reassessments/${id}`);
    expect(body).toMatchObject({
      status: 'open',
      proposal: { level: null },
      instruments: [
        { instrument: 'continuum', level: '3.5', composite: null },
        { instrument: 'locus', level: null, composite: 21 },
      ],
    });
  });

  it('comes by intake too, and goes when its source takes it back', async () => {
    const { id, personId } = await reassessed({ ...stable, d1: 'unknown' }, 'open');
    const locus = { instrument: 'locus', level: null, composite: 21, assessedAt: ago(1) };
    const { eventId } = await assessment.publish(instrumentResultRecorded, { personId, ...locus });
    const reassessment = await assessment.only(
      personId,
      ({ instruments }) => instruments.length > 0,
    );
    expect(reassessment).toMatchObject({ id, status: 'open', proposal: { level: null } });
    expect(reassessment.instruments).toEqual([{ ...locus, eventId }]);
    await assessment.publish(factRetracted, {
      personId,
      retractedEventId: eventId,
      retractedType: instrumentResultRecorded.type,
      stayId: null,
      reason: 'cancelled-by-source',
    });
    await assessment.only(personId, ({ instruments }) => instruments.length === 0);
  });

  it.each([
    ['neither level nor composite', { instrument: 'locus', assessedAt: ago(1) }, '/level'],
    ['no time', { instrument: 'locus', composite: 21 }, '/assessedAt'],
    ['a strange name', { instrument: 'LOCUS 20', composite: 1, assessedAt: ago(1) }, '/instrument'],
  ])('with %s is refused', async (_name, body, path) => {
    const answer = await post(randomUUID(), body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});
