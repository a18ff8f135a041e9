import type { Statement } from '../inbound/domain/inbound.js';
import { adt, receive, receivedAt } from '../testing/hl7-feed.js';

const statements = (payload: string): readonly Statement[] => {
  const { content } = receive(payload)[0]!.inbound;
  if (content.kind !== 'statements') throw new Error(`is ${content.kind}: ${content.reason}`);
  return content.statements;
};
const visitOf = (payload: string) => {
  const [first] = statements(payload);
  if (first?.kind !== 'visit') throw new Error('is no visit');
  return first;
};

describe('what an ADT message says', () => {
  it('an admission starts a stay at PV1-44', () => {
    expect(visitOf(adt('A01', { pv1: { 44: '20261102083000+0000' } }))).toMatchObject({
      visit: { facility: 'lakeside', number: 'V7' },
      report: {
        kind: 'started',
        reportedAt: '2026-11-07T12:00:00.000Z',
        setting: 'withdrawal-management',
        startedAt: '2026-11-02T08:30:00.000Z',
      },
    });
  });

  it.each([
    ['PV1-45', { pv1: { 45: '20261106' } }, '2026-11-06T00:00:00.000Z'],
    ['EVN-6', { evn: 'EVN|A03|20261107120000||||20261105' }, '2026-11-05T00:00:00.000Z'],
    ['EVN-2', {}, '2026-11-07T12:00:00.000Z'],
    ['MSH-7', { evn: 'EVN|A03' }, '2026-11-07T12:00:00.000Z'],
    ['the time of arrival', { evn: 'EVN|A03', sentAt: '' }, receivedAt],
  ])('a discharge ends a stay at %s', (_name, parts, endedAt) => {
    expect(visitOf(adt('A03', parts)).report).toMatchObject({ kind: 'ended', endedAt });
  });

  it.each(['ADT_A03', 'ADT_A03^', 'ADT_A03^^ADT_A03'])('MSH-9 %s is a discharge', (type) => {
    expect(visitOf(adt('A03').replace('ADT^A03', type)).report.kind).toBe('ended');
  });

  it.each([
    ['01', 'completed'],
    ['1', 'completed'],
    ['07', 'against-advice'],
    ['20', 'died'],
    ['63', 'transferred'],
    ['', undefined],
    ['nobody knows', undefined],
  ])('discharge disposition %p is %p', (code, disposition) => {
    expect(visitOf(adt('A03', { pv1: { 36: code } })).report.disposition).toBe(disposition);
  });

  it.each([
    ['A04', 'started'],
    ['A02', 'transferred'],
    ['A06', 'transferred'],
    ['A08', 'updated'],
    ['A11', 'start-cancelled'],
    ['A12', 'transfer-cancelled'],
    ['A13', 'end-cancelled'],
    ['A25', 'plan-cancelled'],
    ['A05', 'expected'],
    ['A14', 'expected'],
    ['A15', 'transfer-planned'],
    ['A26', 'transfer-plan-cancelled'],
    ['A27', 'expectation-cancelled'],
    ['A38', 'expectation-cancelled'],
    ['A07', 'transferred'],
    ['A23', 'start-cancelled'],
  ])('%s is a report of kind %s', (trigger, kind) => {
    expect(visitOf(adt(trigger)).report.kind).toBe(kind);
  });

  it('a pending discharge plans the step down', () => {
    const planned = adt('A16', { evn: 'EVN|A16|20261107120000|20261112150000+0000' });
    expect(visitOf(planned).report).toMatchObject({ plannedFor: '2026-11-12T15:00:00.000Z' });
  });

  it.each([
    ['the service', { 10: 'DETOX' }, 'withdrawal-management'],
    ['the unit', { 10: '', 3: 'RES^12^A' }, 'residential'],
    ['the service of an inpatient', { 10: 'SUD' }, 'inpatient'],
    ['the service of an outpatient', { 10: 'SUD', 2: 'O' }, 'outpatient'],
    ['nothing it knows', { 10: 'SUR' }, undefined],
  ])('the shipped profile goes by %s', (_name, pv1, setting) => {
    expect(visitOf(adt('A01', { pv1 })).report.setting).toBe(setting);
  });

  it('a visit without a number is known by the person and its start', () => {
    const unnumbered = adt('A04', { pv1: { 19: '', 44: '20261102' } });
    const other = adt('A03', { pv1: { 19: '', 44: '20261102', 45: '20261103' } });
    expect(visitOf(unnumbered).visit).toEqual(visitOf(other).visit);
  });

  it('a diagnosis of opioid poisoning is an overdose, once for the visit', () => {
    const admitted = statements(adt('A04', { more: ['DG1|1||T40.2X1A^Poisoning'] }));
    const updated = statements(adt('A08', { more: ['DG1|1||T40.2X1A^Poisoning'] }));
    const facts = [admitted, updated].map((each) =>
      each.find(({ kind }) => kind === 'person-fact'),
    );
    expect(facts[0]).toMatchObject({ fact: { kind: 'overdose-reported', facility: 'lakeside' } });
    const keys = facts.map((fact) => (fact?.kind === 'person-fact' ? fact.onceKey : 'none'));
    expect(keys[0]).toBe(keys[1]);
  });

  it.each(['T40.2X5A', 'T40.2X6A', 'T40.2X1S', 'F11.20'])('%s is no overdose', (code) => {
    expect(statements(adt('A04', { more: [`DG1|1||${code}`] }))).toHaveLength(1);
  });

  it('a merge names who stays and who goes, as often as it says', () => {
    const pairs = adt('A40', {
      more: ['MRG|OLD7^^^LAKESIDE&1.2.3&ISO^MR', 'PID|1||M8^^^X', 'MRG|OLD8^^^X'],
    });
    expect(statements(pairs)).toMatchObject([
      {
        kind: 'merge',
        survivor: { identifiers: [{ system: 'urn:oid:1.2.3', value: 'M7' }] },
        retired: { identifiers: [{ system: 'urn:oid:1.2.3', value: 'OLD7' }] },
      },
      { retired: { identifiers: [{ value: 'OLD8' }] } },
    ]);
  });

  it.each(['A34', 'A39', 'A41', 'A47'])('%s makes one person of two', (trigger) => {
    expect(statements(adt(trigger, { more: ['MRG|OLD7^^^LAKESIDE&1.2.3&ISO^MR'] }))).toMatchObject([
      { kind: 'merge', retired: { identifiers: [{ value: 'OLD7' }] } },
    ]);
  });

  it('a merge of accounts of one person concerns nobody', () => {
    const accounts = adt('A41', { more: ['MRG|M7^^^LAKESIDE&1.2.3&ISO^MR||ACC1'] });
    expect(receive(accounts)[0]!.inbound.content).toEqual({
      kind: 'ignored',
      reason: 'account-change',
    });
  });

  it('a cancellation is our business where its service is recognised', () => {
    const known = statements(adt('A13'))[0];
    const unknown = statements(adt('A13', { pv1: { 10: 'SUR' } }))[0];
    expect([known, unknown]).toMatchObject([{ fromKnownSource: true }, { fromKnownSource: false }]);
  });

  it.each([
    ['a time', { pv1: { 45: '20260230' } }, 'PV1^1^45'],
    ['a time of the event', { evn: 'EVN|A03|yesterday' }, 'EVN^1^2'],
    ['a birth date', { pid: 'PID|1||M7^^^LAKESIDE||ALDER||19800231' }, 'PID^1^7'],
    ['a disposition', { pv1: { 36: 'ZZ9' } }, 'PV1^1^36'],
  ])('%s that means nothing is not used, and the message says so', (_name, parts, path) => {
    const [received] = receive(adt('A03', parts));
    expect(received!.inbound.warnings!.map((warning) => warning.path)).toEqual([path]);
    expect(received!.inbound.content.kind).toBe('statements');
  });

  it.each([
    ['ADT^A09', 'tracking'],
    ['ADT^A10', 'tracking'],
    ['ADT^A21', 'leave-of-absence'],
    ['ADT^A22', 'leave-of-absence'],
    ['ADT^A24', 'identity-hint'],
    ['ADT^A35', 'account-change'],
    ['ADT^A37', 'identity-hint'],
    ['ADT^A17', 'location-only'],
    ['ADT^A60', 'no-care-transition'],
    ['ADT^A99', 'trigger-not-used'],
    ['ORU^R01', 'message-type-not-used'],
  ])('%s is kept and ignored as %s', (type, reason) => {
    const [received] = receive(adt('A01').replace('ADT^A01', type));
    expect(received!.inbound).toMatchObject({ type, content: { kind: 'ignored', reason } });
  });
});

describe('who an ADT message is about', () => {
  const identifiers = (pid: string) => visitOf(adt('A01', { pid })).person.identifiers;

  it('reads every repetition of PID-3 with its authority', () => {
    expect(identifiers('PID|1||A^^^&1.2.3&ISO^MR~B^^^EAST^MR~C~D^^^USSSA^SS')).toEqual([
      { system: 'urn:oid:1.2.3', value: 'A', trusted: true },
      { system: 'urn:handrail:facility:lakeside:east', value: 'B', trusted: true },
      { system: 'urn:handrail:facility:lakeside', value: 'C', trusted: true },
      { system: 'urn:handrail:authority:usssa', value: 'D', trusted: false },
    ]);
  });

  it.each([
    ['account numbers', 'N^^^EAST^AN'],
    ['a plan’s subscriber number', 'N^^^EAST^SN'],
    ['a plan’s member number', 'N^^^EAST^MB'],
    ['the null', '""^^^EAST^MR'],
    ['a mask', 'XXXXXX^^^EAST^MR'],
    ['a placeholder', 'UNKNOWN^^^EAST^MR'],
    ['a value of a table of codes', 'N^^^&2.16.840.1.113883.12.203&ISO^MR'],
  ])('leaves %s aside', (_, cx) => {
    const pid = `PID|1|${cx}|${cx}~A^^^EAST^MR|${cx}`;
    expect(identifiers(pid).map(({ value }) => value)).toEqual(['A']);
  });

  it('leaves the null of an authority to the facility', () => {
    expect(identifiers('PID|1||A^^^""^MR')).toEqual([
      { system: 'urn:handrail:facility:lakeside', value: 'A', trusted: true },
    ]);
  });

  it.each(['UNKNOWN', '000000', '""^^^EAST'])('refuses a message that names only %s', (cx) => {
    const [received] = receive(adt('A03', { pid: `PID|1||${cx}` }));
    expect(received!.inbound.content).toMatchObject({ reason: 'no-person-identifier' });
  });

  it('notes a placeholder beside a number', () => {
    const [received] = receive(adt('A03', { pid: 'PID|1||A^^^EAST~NONE^^^EAST' }));
    expect(received!.inbound.warnings).toMatchObject([{ path: 'PID^1^3' }]);
  });

  it('never trusts the social security number of PID-19', () => {
    const ssn = identifiers('PID|1||A^^^EAST||||||||||||||||999001234').at(-1);
    expect(ssn).toEqual({
      system: 'urn:oid:2.16.840.1.113883.4.1',
      value: '999001234',
      trusted: false,
    });
  });

  it('keeps an impossible birth date as text', () => {
    const { details } = visitOf(adt('A01', { pid: 'PID|1||A^^^EAST||||19800231' })).person;
    expect(details).toEqual({ birthDateText: '19800231' });
  });

  it.each([
    ['the null', '""', { phone: null }],
    ['the null in both fields', '""|""', { phone: null }],
    ['the null beside another number', '""|617 5550100', { phone: '617 5550100' }],
    [
      'an e-mail address first',
      '^NET^Internet^a@b.example~^PRN^PH^^^617^5550118',
      { phone: '617 5550118' },
    ],
    [
      'an e-mail address without its kind first',
      'a@b.example~617 5550119',
      { phone: '617 5550119' },
    ],
    ['an e-mail address alone', '^NET^Internet^a1@b.example', {}],
    ['a number of one piece', '^PRN^PH^^^^^^^^^6175550117', { phone: '6175550117' }],
    ['a word', 'NONE|617 5550116', { phone: '617 5550116' }],
    ['nulls in components', '^PRN^PH^^""^617^5550115', { phone: '617 5550115' }],
  ])('reads of %s in PID-13', (_, text, details) => {
    const pid = `PID|1||A^^^EAST||||||||||${text}`;
    expect(visitOf(adt('A01', { pid })).person.details).toEqual(details);
  });

  it('reads the null as no longer so, in every field of the person', () => {
    const pid = 'PID|1||A^^^EAST||""||""|""|||""||""';
    expect(visitOf(adt('A08', { pid })).person.details).toEqual({
      ...{ name: null, birthDate: null, birthDateText: null, sex: null, address: null },
      phone: null,
    });
  });

  it('attack 42: refuses a message that names nobody', () => {
    const [received] = receive(adt('A03', { pid: 'PID|1' }));
    expect(received!.inbound).toMatchObject({
      claim: null,
      content: {
        kind: 'rejected',
        reason: 'no-person-identifier',
        problems: [{ path: 'PID^1^3' }],
      },
    });
  });
});
