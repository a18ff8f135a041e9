import { futureReportProblems } from './future-report.js';

const receivedAt = '2026-11-20T12:00:00.000Z';
const problems = (asOf: string, name = 'program-capacity-reported' as const) =>
  futureReportProblems(name, { asOf }, receivedAt).map(({ path }) => path);

describe('a report of places', () => {
  it('may come from a clock that is five minutes ahead, and no more', () => {
    expect(problems('2026-11-20T07:05:00-05:00')).toEqual([]);
    expect(problems('2026-11-20T12:05:00.001Z')).toEqual(['/data/asOf']);
    expect(problems('2036-11-20T12:00:00Z')).toEqual(['/data/asOf']);
  });

  it('of long ago is for whoever knows a newer one to refuse', () => {
    expect(problems('2016-11-20T12:00:00Z')).toEqual([]);
  });

  it('is the only event of which nothing may lie ahead', () => {
    expect(futureReportProblems('step-down-planned', { plannedFor: '2036' }, receivedAt)).toEqual(
      [],
    );
  });
});
