import { SourceProfiles } from '../profile/source-profiles.js';
import type { Statement } from '../message/domain/inbound.js';
import { receiveHl7 } from './receive-hl7.js';

const receivedAt = '2026-11-08T00:00:00.000Z';
const receive = (payload: string | Buffer, profiles = new SourceProfiles([])) =>
  receiveHl7(Buffer.from(payload as string), { protocol: 'hl7v2-http', receivedAt, profiles });

interface Parts {
  readonly control?: string;
  readonly sentAt?: string;
  readonly evn?: string;
  readonly pid?: string;
  readonly pv1?: Readonly<Record<number, string>>;
  readonly more?: readonly string[];
}

function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const out: string[] = [name];
  for (const [at, text] of Object.entries(fields)) out[Number(at)] = text;
  return Array.from(out, (text) => text ?? '').join('|');
}

/** A message of a made-up feed; everything can be overridden. */
const adt = (trigger: string, parts: Parts = {}) =>
  [
    `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|${parts.sentAt ?? '20261107120000+0000'}||ADT^${trigger}|${parts.control ?? 'C1'}|P|2.5.1`,
    parts.evn ?? `EVN|${trigger}|20261107120000+0000`,
    parts.pid ?? 'PID|1||M7^^^LAKESIDE&1.2.3&ISO^MR||ALDER^ROWAN||19800102|F',
    segment('PV1', { 1: '1', 2: 'I', 10: 'DETOX', 19: 'V7', ...parts.pv1 }),
    ...(parts.more ?? []),
    '',
  ].join('\r');

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
    const one = adt('A04', { pv1: { 19: '', 44: '20261102' } });
    const other = adt('A03', { pv1: { 19: '', 44: '20261102', 45: '20261103' } });
    expect(visitOf(one).visit).toEqual(visitOf(other).visit);
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

  it.each([
    ['ADT^A09', 'tracking'],
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
      { system: 'urn:handrail:authority:east', value: 'B', trusted: true },
      { system: 'urn:handrail:facility:lakeside', value: 'C', trusted: true },
      { system: 'urn:handrail:authority:usssa', value: 'D', trusted: false },
    ]);
  });

  it('leaves account and visit numbers aside', () => {
    expect(identifiers('PID|1||A^^^EAST^MR~N^^^EAST^AN').map(({ value }) => value)).toEqual(['A']);
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

  it('refuses a message that names nobody', () => {
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

describe('which message it is', () => {
  const key = (payload: string) => receive(payload)[0]!.inbound.claim?.key;

  it('is the same when only its own time or its line ends change', () => {
    expect(key(adt('A03', { sentAt: '20261109' }))).toBe(key(adt('A03')));
    expect(key(adt('A03').replaceAll('\r', '\r\n'))).toBe(key(adt('A03')));
  });

  it.each([
    ['content', { pv1: { 36: '07' } }],
    ['event time', { evn: 'EVN|A03|20261107130000+0000' }],
    ['control id', { control: 'C2' }],
    ['subject', { pid: 'PID|1||M8^^^LAKESIDE&1.2.3&ISO^MR' }],
  ])('is another when its %s differs', (_name, parts) => {
    expect(key(adt('A03', parts))).not.toBe(key(adt('A03')));
  });

  it('goes by MSH-9 where EVN-1 contradicts, and says so', () => {
    const [received] = receive(adt('A03', { evn: 'EVN|A01|20261107' }));
    expect(received!.inbound.type).toBe('ADT^A03');
    expect(received!.inbound.warnings).toMatchObject([{ path: 'EVN^1^1' }]);
  });

  it('goes by EVN-1 where MSH-9 has no trigger', () => {
    expect(receive(adt('A03').replace('ADT^A03', 'ADT'))[0]!.inbound.type).toBe('ADT^A03');
  });

  it('is one for each header of the payload', () => {
    const both = receive(adt('A01') + adt('A03'));
    expect(both.map(({ inbound }) => inbound.type)).toEqual(['ADT^A01', 'ADT^A03']);
  });

  it.each([
    ['no header', 'EVN|A01\rPID|1'],
    ['no type', 'MSH|^~\\&|A|B'],
    ['no bytes', ''],
  ])('is refused as not understood with %s', (_name, payload) => {
    expect(receive(payload)[0]!.inbound.content).toMatchObject({
      kind: 'rejected',
      reason: 'not-understood',
    });
  });
});

describe('in which characters it is written', () => {
  const familyOf = (bytes: Buffer) => {
    const { content } = receiveHl7(bytes, {
      protocol: 'hl7v2-http',
      receivedAt,
      profiles: new SourceProfiles([]),
    })[0]!.inbound;
    const [first] = content.kind === 'statements' ? content.statements : [];
    return first?.kind === 'visit' ? first.person.details.name?.family : undefined;
  };
  const named = (name: string, charset = '') =>
    adt('A01', { pid: `PID|1||A^^^EAST||${name}` }).replace('|P|2.5.1', `|P|2.5.1||||||${charset}`);

  it('takes UTF-8 without being told', () => {
    expect(familyOf(Buffer.from(named('Ñandú')))).toBe('Ñandú');
  });

  it('takes the declared one', () => {
    expect(familyOf(Buffer.from(named('Müller', '8859/1'), 'latin1'))).toBe('Müller');
  });

  it('takes western bytes where UTF-8 was declared and is not true', () => {
    expect(familyOf(Buffer.from(named('Müller', 'UNICODE UTF-8'), 'latin1'))).toBe('Müller');
  });
});
