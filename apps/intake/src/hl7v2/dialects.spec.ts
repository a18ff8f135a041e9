import { keysOf } from '../inbound/domain/named-person.js';
import { adt, receive } from '../testing/hl7-feed.js';

// What senders write that is not how the standard has it, and what it means all the same.
const contentOf = (payload: string) => receive(payload)[0]!.inbound.content;
const statementsOf = (payload: string) => {
  const content = contentOf(payload);
  if (content.kind !== 'statements') throw new Error(`is ${content.kind}: ${content.reason}`);
  return content.statements;
};
const visitOf = (payload: string) => {
  const [first] = statementsOf(payload);
  if (first?.kind !== 'visit') throw new Error('is no visit');
  return first;
};
const warningsOf = (payload: string) =>
  (receive(payload)[0]!.inbound.warnings ?? []).map(({ path }) => path);
const pid = (more: string) => `PID|1||${more}`;

describe('the type of a message', () => {
  const typed = (type: string, evn?: string) =>
    adt('A03', evn === undefined ? {} : { evn }).replace('ADT^A03', type);

  it.each(['ADT-A03', 'ADT A03', 'ADTA03', 'adt^a03', 'ADT&A03', 'ADT^^ADT_A03'])(
    '%s is a discharge, without EVN as well',
    (type) => {
      expect(visitOf(typed(type, 'ZEV|')).report.kind).toBe('ended');
    },
  );

  it.each(['ADT_A01', 'ADT_A02', 'ADT_A05', 'ADT_A06', 'ADT_A09', 'ADT_A21'])(
    'is refused where %s alone says it, which is of several triggers',
    (structure) => {
      expect(contentOf(typed(`ADT^^${structure}`, 'EVN|'))).toMatchObject({
        kind: 'rejected',
        problems: [{ path: 'MSH^1^9' }],
      });
      expect(visitOf(typed(`ADT^^${structure}`, 'EVN|A13')).report.kind).toBe('end-cancelled');
    },
  );

  it('is refused where an ADT says nowhere what it reports', () => {
    expect(contentOf(typed('ADT', 'EVN|'))).toMatchObject({
      kind: 'rejected',
      reason: 'not-understood',
      problems: [{ path: 'MSH^1^9' }],
    });
  });
});

describe('how a stay ended', () => {
  it.each([
    ['07', 'against-advice'],
    ['007', 'against-advice'],
    ['^Left AMA', 'against-advice'],
    ['X7^Left Against Medical Advice^L', 'against-advice'],
    ['eloped', 'against-advice'],
    ['Deceased', 'died'],
    ['Home or Self Care', 'completed'],
    ['81', 'completed'],
    ['82', 'transferred'],
    ['93', 'transferred'],
    ['09', 'transferred'],
    ['Jail', 'incarcerated'],
    ['22', undefined],
    ['30', undefined],
    ['Hospice', undefined],
  ])('%s is %p', (code, disposition) => {
    const discharge = adt('A03', { pv1: { 36: code } });
    expect(visitOf(discharge).report.disposition).toBe(disposition);
    expect(warningsOf(discharge)).toEqual(disposition ? [] : ['PV1^1^36']);
  });

  const dead = (day: string, end = '', trigger = 'A03') => {
    const who = 'M7^^^LAKESIDE&1.2.3&ISO^MR||ALDER^ROWAN||19800102|F';
    const { report } = visitOf(
      adt(trigger, {
        pid: pid(`${who}${'|'.repeat(21)}${day}|Y`),
        pv1: { 36: '01', 45: end },
      }),
    );
    return report.disposition;
  };

  it.each([
    ['20261107', ''],
    ['20261107', '20261107'],
    ['202611', '20261102'],
    ['', '20261107'],
  ])('is by death where PID-30 says so, whatever else (on %p, end %p)', (day, end) => {
    expect(dead(day, end)).toBe('died');
  });

  it.each([
    ['20261107', '20190301'],
    ['20261107', '20261106'],
    ['2026', '20251231'],
    ['', '20261105'],
  ])('is as it was where it was over before the death (on %p, end %p)', (day, end) => {
    expect(dead(day, end)).toBe('completed');
  });

  it('is not turned by a change of an old visit of somebody dead now', () => {
    expect(dead('20261107', '20190301', 'A08')).toBe('completed');
    expect(dead('20261107', '', 'A08')).toBe('completed');
  });
});

describe('the end of a stay', () => {
  const ended = (end: string, start = '20261107083000+0000') => {
    const discharge = adt('A03', { pv1: { 44: start, 45: end } });
    return { at: visitOf(discharge).report.endedAt, warnings: warningsOf(discharge) };
  };

  it('on a day alone is not before an admission on that day', () => {
    expect(ended('20261107')).toEqual({ at: '2026-11-07T08:30:00.000Z', warnings: [] });
    expect(ended('2026-11-07')).toMatchObject({ at: '2026-11-07T08:30:00.000Z' });
    expect(ended('20261107', '20261105')).toMatchObject({ at: '2026-11-07T00:00:00.000Z' });
  });

  it.each(['2026', '202611'])('%s says too little: the next best time counts', (end) => {
    expect(ended(end)).toEqual({ at: '2026-11-07T12:00:00.000Z', warnings: ['PV1^1^45'] });
  });
});

describe('who it is', () => {
  const person = (segment: string) => visitOf(adt('A01', { pid: segment })).person;

  it.each([
    ['1980-01-02', '1980-01-02'],
    ['1980-01', '1980-01'],
    ['1980-01-02T00:00:00', '1980-01-02'],
  ])('a birth date may be written %s', (written, birthDate) => {
    expect(person(pid(`M7||ALDER^ROWAN||${written}|F`)).details).toMatchObject({ birthDate });
  });

  it('a sex may be written in full', () => {
    const sexes = ['Female', 'MALE', 'W'].map((sex) => person(pid(`M7||A^B||1980|${sex}`)));
    expect(sexes.map(({ details }) => details.sex)).toEqual(['female', 'male', 'unknown']);
  });

  it('of two numbers of one authority the one that has not run out comes first', () => {
    const numbersOf = (numbers: string) =>
      keysOf(person(pid(`${numbers}||A^B`))).map(({ value }) => value);
    const until = (day: string) => `OLD7^^^LAKE^MR^^20200101^${day}~M7^^^LAKE^MR`;
    expect(['20211231', '2021', '2026-11-06'].map(until).map(numbersOf)).toEqual([
      ['M7'],
      ['M7'],
      ['M7'],
    ]);
    expect(['20311231', '2031', '20261107'].map(until).map(numbersOf)).toEqual([
      ['OLD7'],
      ['OLD7'],
      ['OLD7'],
    ]);
  });

  it('a visit without number is called by the first number as sent, before and after it runs out', () => {
    const visit = (trigger: string, numbers: string) =>
      visitOf(adt(trigger, { pid: pid(`${numbers}||A^B`), pv1: { 19: '' } })).visit.number;
    const admitted = visit('A01', '111^^^H^MR');
    expect(visit('A03', '111^^^H^MR^^^20261101~222^^^H^MR')).toBe(admitted);
    expect(admitted).toBe('unnumbered urn:handrail:facility:lakeside:h 111');
  });
});

describe('a diagnosis of overdose', () => {
  const diagnosed = (action: string) =>
    statementsOf(adt('A08', { more: [`DG1|1||T40.2X1A^Poisoning${'|'.repeat(18)}${action}`] }));

  it('does not count once its sender deletes it', () => {
    expect(diagnosed('A')).toHaveLength(2);
    expect(diagnosed('D')).toHaveLength(1);
  });
});
