import { validateSync } from 'class-validator';
import { IsCareTime } from './is-care-time.js';

class ExampleDto {
  @IsCareTime()
  until: unknown;
}

const problemsOf = (until: unknown) =>
  validateSync(Object.assign(new ExampleDto(), { until })).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );

describe('a time of care in a body', () => {
  it('is a time with offset on a day that exists, in a year somebody is cared for in', () => {
    expect(problemsOf('2026-11-07T09:00:00-05:00')).toEqual([]);
  });

  it.each([
    ...['2026-W45-6', '2026-314', '2026-11-07', '2026-02-30T09:00:00Z', '0001-01-01T00:00:00Z'],
    ...['9999-12-31T00:00:00Z', '', 20261107, null, ['2026-11-07T09:00:00Z']],
  ])('%j is refused with what would be taken', (until) => {
    expect(problemsOf(until)).toEqual([
      'until must be a time from 1900 to 2199, with offset (RFC 3339)',
    ]);
  });
});
