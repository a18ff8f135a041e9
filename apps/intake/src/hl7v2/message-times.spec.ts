import { adt, receive } from '../testing/hl7-feed.js';

const visitOf = (payload: string) => {
  const { content } = receive(payload)[0]!.inbound;
  const first = content.kind === 'statements' ? content.statements[0] : undefined;
  if (first?.kind !== 'visit') throw new Error('is no visit');
  return first;
};

describe('the times of a message', () => {
  it.each([
    ['PV1-45', { pv1: { 45: '20261107010000' } }, '2026-11-07T06:00:00.000Z'],
    ['EVN-2', {}, '2026-11-07T17:00:00.000Z'],
  ])('%s without an offset takes that of MSH-7', (_name, parts, endedAt) => {
    const evn = 'EVN|A03|20261107120000';
    const message = adt('A03', { evn, ...parts, sentAt: '20261107121500-0500' });
    expect(visitOf(message).report).toMatchObject({
      ...{ endedAt, reportedAt: '2026-11-07T17:00:00.000Z', sentAt: '2026-11-07T17:15:00.000Z' },
    });
  });

  it.each([
    ['PV1-45', { pv1: { 45: '20361107' } }, 'PV1^1^45'],
    ['EVN-2', { evn: 'EVN|A03|20991107120000' }, 'EVN^1^2'],
  ])('%s far ahead of its arrival is odd, and the next best time counts', (_name, parts, path) => {
    const message = adt('A03', parts);
    expect(visitOf(message).report).toMatchObject({ endedAt: '2026-11-07T12:00:00.000Z' });
    expect(receive(message)[0]!.inbound.warnings).toMatchObject([
      { path, reason: expect.stringContaining('24 hours ahead') as string },
    ]);
  });

  it('a day ahead is a wrong zone, and a planned discharge may be as far as it likes', () => {
    expect(visitOf(adt('A03', { pv1: { 45: '20261108' } })).report.endedAt).toBe(
      '2026-11-08T00:00:00.000Z',
    );
    const planned = adt('A16', { pv1: { 45: '20270107' } });
    expect(visitOf(planned).report.plannedFor).toBe('2027-01-07T00:00:00.000Z');
  });
});
