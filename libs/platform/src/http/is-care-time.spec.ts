import { IsCareTime } from './is-care-time.js';
import { Problem, type ProblemBody } from './problem.js';
import { problemValidationPipe } from './validation-pipe.js';

class ExampleDto {
  @IsCareTime()
  until: unknown;
}

async function problemsOf(until: unknown): Promise<unknown> {
  try {
    await problemValidationPipe().transform({ until }, { type: 'body', metatype: ExampleDto });
    return [];
  } catch (error) {
    if (error instanceof Problem) return (error.getResponse() as ProblemBody).errors;
    throw error;
  }
}

describe('a time of care in a body', () => {
  it('is a time with offset on a day that exists, in a year somebody is cared for in', async () => {
    expect(await problemsOf('2026-11-07T09:00:00-05:00')).toEqual([]);
  });

  it.each([
    ...['2026-W45-6', '2026-314', '2026-11-07', '2026-02-30T09:00:00Z', '0001-01-01T00:00:00Z'],
    ...['9999-12-31T00:00:00Z', '', 20261107, null, { not: 'a text' }],
  ])('attack 26: %j is refused with what would be taken', async (until) => {
    expect(await problemsOf(until)).toEqual([
      {
        path: '/until',
        reason: 'until must be a time from 1900 to 2199, with offset (RFC 3339)',
        accepted: 'be a time from 1900 to 2199, with offset (RFC 3339)',
      },
    ]);
  });
});
