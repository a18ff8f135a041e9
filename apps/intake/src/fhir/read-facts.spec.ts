import { SourceProfiles } from '../profile/source-profiles.js';
import { receiveBundle } from './receive-bundle.js';

const arrival = {
  receivedAt: '2026-11-08T00:00:00.000Z',
  profiles: new SourceProfiles([]),
  contentType: 'application/fhir+json',
};
const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:oid:1.2.3', value: 'A' }] };
const subject = { reference: 'urn:uuid:pat' };
const receive = (...resources: readonly object[]) => receiveAt('2026-11-07T16:00:00Z', resources);
const receiveAt = (timestamp: string, resources: readonly object[]) =>
  receiveBundle(
    Buffer.from(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        id: 'tx-1',
        timestamp,
        meta: { source: 'https://north.example/fhir' },
        entry: [
          { fullUrl: 'urn:uuid:pat', resource: patient },
          ...resources.map((resource, at) => ({ fullUrl: `urn:uuid:r${at}`, resource })),
        ],
      }),
    ),
    arrival,
  );
const statements = (...resources: readonly object[]) => {
  const { content } = receive(...resources);
  if (content.kind !== 'statements') throw new Error(`is ${content.kind}: ${content.reason}`);
  return content.statements;
};
const coded = (...codes: readonly string[]) => ({ coding: codes.map((code) => ({ code })) });

const episode = (status: string, more: object = {}) => ({
  resourceType: 'EpisodeOfCare',
  status,
  identifier: [{ value: 'E7' }],
  type: [coded('H0010')],
  patient: subject,
  managingOrganization: { display: 'North House' },
  period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T10:00:00Z' },
  ...more,
});
const encounter = (more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  identifier: [{ value: 'V7' }],
  subject,
  serviceProvider: { display: 'North House' },
  period: { start: '2026-11-02T08:30:00Z' },
  ...more,
});

describe('a transaction bundle', () => {
  it('is known by where it comes from, and may hold nothing that is ours', () => {
    expect(receive()).toMatchObject({
      source: 'https://north.example/fhir',
      type: 'transaction',
      controlId: 'tx-1',
      content: { kind: 'ignored', reason: 'no-encounter' },
    });
  });

  it.each([
    ['waitlist', 'expected'],
    ['planned', 'expected'],
    ['active', 'started'],
    ['finished', 'ended'],
    ['cancelled', 'start-cancelled'],
  ])('tells of a stay by an episode that is %s', (status, kind) => {
    expect(statements(episode(status))).toMatchObject([
      { visit: { facility: 'north-house', number: 'E7' }, report: { kind } },
    ]);
  });

  it('tells of a stay once where an encounter belongs to an episode', () => {
    const linked = encounter({ episodeOfCare: [{ reference: 'urn:uuid:r1' }] });
    expect(statements(linked, episode('active'))).toMatchObject([{ visit: { number: 'V7' } }]);
  });

  it('goes by what was done during a stay that does not say what kind of care it is', () => {
    const detox = {
      resourceType: 'Procedure',
      status: 'completed',
      code: coded('H0010'),
      encounter: { reference: 'urn:uuid:r0' },
    };
    const settingOf = (...resources: readonly object[]) => statements(...resources)[0];
    expect(settingOf(encounter(), detox)).toMatchObject({
      report: { setting: 'withdrawal-management' },
    });
    expect(settingOf(encounter(), { ...detox, status: 'not-done' })).not.toHaveProperty(
      'report.setting',
    );
  });
});

describe('facts of a bundle', () => {
  const condition = (more: object) => ({
    resourceType: 'Condition',
    subject,
    onsetDateTime: '2026-11-06T20:00:00Z',
    ...more,
  });
  const screen = (more: object = {}) => ({
    resourceType: 'Observation',
    status: 'final',
    code: coded('3397-7'),
    subject,
    effectiveDateTime: '2026-11-06T09:00:00-05:00',
    valueCodeableConcept: coded('10828004'),
    ...more,
  });
  const rated = (more: object = {}) => ({
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: 'https://north.example/Questionnaire/asam-dimensions',
    subject,
    authored: '2026-11-06T09:00:00Z',
    item: [
      { linkId: 'd1', answer: [{ valueInteger: 0 }] },
      { linkId: 'd4', answer: [{ valueInteger: 3 }] },
      { linkId: 'd5', answer: [{ valueInteger: 9 }] },
    ],
    ...more,
  });

  it.each([
    [
      'an overdose without a stay',
      condition({ code: coded('T40.1X1A') }),
      { kind: 'overdose-reported', occurredAt: '2026-11-06T20:00:00.000Z' },
    ],
    [
      'an overdose in a flag',
      {
        resourceType: 'Flag',
        status: 'active',
        subject,
        code: coded('55680006'),
        period: { start: '2026-11-06T20:00:00Z' },
      },
      { kind: 'overdose-reported' },
    ],
    [
      'a relapse',
      condition({ code: coded('F11.20'), clinicalStatus: coded('relapse') }),
      { kind: 'return-to-use-reported', evidence: 'clinician' },
    ],
    [
      'a positive screen',
      screen(),
      {
        kind: 'return-to-use-reported',
        evidence: 'positive-screen',
        occurredAt: '2026-11-06T14:00:00.000Z',
      },
    ],
    [
      'ratings, an impossible one unknown',
      rated(),
      {
        kind: 'risk-ratings-recorded',
        ratings: { d1: 0, d2: 'unknown', d3: 'unknown', d4: 3, d5: 'unknown', d6: 'unknown' },
      },
    ],
    [
      'a consent',
      {
        resourceType: 'Consent',
        id: 'c1',
        status: 'active',
        patient: subject,
        provision: { period: { end: '2027-01-01T00:00:00Z' } },
      },
      { kind: 'consent-recorded', consent: { status: 'active' } },
    ],
    [
      'a consent taken back',
      { resourceType: 'Consent', id: 'c1', status: 'inactive', patient: subject },
      { kind: 'consent-recorded', consent: { status: 'revoked' } },
    ],
  ])('%s', (_name, resource, fact) => {
    expect(statements(resource)).toMatchObject([
      { person: { identifiers: [{ value: 'A' }] }, reportedAt: '2026-11-07T16:00:00.000Z', fact },
    ]);
  });

  it.each([
    [
      'an overdose that was entered in error',
      condition({ code: coded('T40.1X1A'), verificationStatus: coded('entered-in-error') }),
    ],
    [
      'a relapse of something else',
      condition({ code: coded('I10'), clinicalStatus: coded('relapse') }),
    ],
    ['a relapse to tobacco', condition({ code: coded('F17.2'), clinicalStatus: coded('relapse') })],
    ['a negative screen', screen({ valueCodeableConcept: coded('260385009') })],
    ['a screen that was cancelled', screen({ status: 'cancelled' })],
    [
      'a screen of somebody who is not in the bundle',
      screen({ subject: { reference: 'Patient/other' } }),
    ],
    [
      'another questionnaire',
      rated({ questionnaire: 'https://north.example/Questionnaire/phq-9' }),
    ],
    [
      'a consent nobody has given yet',
      { resourceType: 'Consent', status: 'proposed', patient: subject },
    ],
  ])('do not come of %s', (_name, resource) => {
    expect(receive(resource).content).toEqual({ kind: 'ignored', reason: 'no-encounter' });
  });

  it('are consents that outdate no later one, however far ahead the clock of their source is', () => {
    const consent = { resourceType: 'Consent', id: 'c1', patient: subject };
    const reportedAt = arrival.receivedAt;
    const read = (status: string) =>
      receiveAt('2030-01-01T00:00:00Z', [{ ...consent, status }]).content;
    const fact = { kind: 'consent-recorded', consent: { reportedAt } };
    expect(read('active')).toMatchObject({ statements: [{ fact }] });
    const revoked = { reportedAt, terms: { revokedAt: reportedAt } };
    expect(read('inactive')).toMatchObject({ statements: [{ fact: { consent: revoked } }] });
  });

  it('are told once, whichever bundle tells them', () => {
    const [first] = statements({ ...screen(), id: 'obs-1' });
    const [second] = statements({ ...screen(), id: 'obs-1', note: [{ text: 'seen again' }] });
    const keyOf = (statement: unknown) => (statement as { onceKey: string }).onceKey;
    expect(keyOf(second)).toBe(keyOf(first));
    expect(keyOf(statements({ ...screen(), id: 'obs-2' })[0])).not.toBe(keyOf(first));
  });

  it.each([
    [
      'an overdose without a time',
      condition({
        code: coded('T40.1X1A'),
        encounter: { reference: 'Encounter/elsewhere' },
        onsetDateTime: 'in autumn',
      }),
      'onset is no time with offset',
    ],
    [
      'a flag without a beginning',
      { resourceType: 'Flag', status: 'active', subject, code: coded('55680006') },
      'period.start is missing',
    ],
    [
      'a positive screen without a time',
      screen({ effectiveDateTime: undefined }),
      'effective is missing',
    ],
    [
      'a screen of somebody who is not in the bundle',
      screen({ subject: { reference: 'Patient/other' } }),
      'subject leads to no Patient inside the bundle',
    ],
    [
      'ratings without a time',
      rated({ authored: 'today', item: [{ linkId: 'd1', answer: [{ valueInteger: 0 }] }] }),
      'authored is no time with offset',
    ],
    [
      'a consent of nobody',
      { resourceType: 'Consent', status: 'active', patient: { reference: 'Patient/other' } },
      'patient leads to no Patient inside the bundle',
    ],
  ])('that cannot be read are told with their place: %s', (_name, resource, problem) => {
    const { content, warnings } = receive(encounter(), resource);
    expect(content).toMatchObject({ statements: [{ kind: 'visit' }] });
    expect(warnings!.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      `Bundle.entry[2].resource.${problem}`,
    ]);
  });

  it('an answer that is no rating is unknown, and told with its place', () => {
    const { content, warnings } = receive(rated());
    expect(content).toMatchObject({
      statements: [{ fact: { ratings: { d4: 3, d5: 'unknown' } } }],
    });
    expect(warnings).toMatchObject([{ path: 'Bundle.entry[1].resource.item[2].answer[0].value' }]);
  });

  it('leave the overdose of a stay to the stay', () => {
    const read = statements(encounter(), condition({ code: coded('T40.1X1A') }));
    expect(read.map(({ kind }) => kind)).toEqual(['visit', 'person-fact']);
  });
});
