import { countByEnd, readAct } from './read-act.js';

describe('the answer to a retry', () => {
  it('is what the service says of the event, not that it answered', () => {
    const parked = { disposition: 'parked', reason: 'no-such-visit', drained: 0, remaining: 0 };
    expect(readAct('retry', 200, parked)).toEqual({
      kind: 'parked-again',
      reason: 'no-such-visit',
    });
    const ignored = { disposition: 'ignored', reason: 'not-about-a-stay', drained: 1 };
    expect(readAct('retry', 200, ignored)).toEqual({ kind: 'settled', became: 'ignored' });
  });

  it('tells a refusal from an answer that leaves everything open', () => {
    const refusal = { title: 'Conflict', detail: 'the other half of a merge was not read yet' };
    expect(readAct('retry', 409, refusal)).toEqual({
      kind: 'refused',
      reason: 'the other half of a merge was not read yet',
    });
    expect(readAct('retry', 503, null)).toEqual({
      kind: 'unanswered',
      reason: 'the service answered 503',
    });
  });

  it('is never a success when it does not say what became of it', () => {
    for (const body of [null, {}, 'ok', [], { drained: 1 }, { disposition: 7 }])
      expect(readAct('retry', 200, body)).toEqual({
        kind: 'unanswered',
        reason: 'the answer does not say what became of it',
      });
  });

  it('of an earlier release is read by its counts', () => {
    const counts = (drained: number, remaining: number) => ({ drained, remaining });
    expect(readAct('retry', 200, counts(2, 0))).toEqual({ kind: 'settled', became: 'applied' });
    expect(readAct('retry', 200, counts(0, 0))).toMatchObject({ kind: 'parked-again' });
    expect(readAct('retry', 200, counts(0, 3))).toMatchObject({ kind: 'parked-again' });
    expect(readAct('discard', 200, counts(0, 0))).toEqual({ kind: 'settled', became: 'discarded' });
  });
});

it('a group is summed by how each event ended', () => {
  expect(
    countByEnd([
      { kind: 'settled', became: 'applied' },
      { kind: 'parked-again', reason: 'parked' },
      { kind: 'settled', became: 'rejected' },
      { kind: 'settled', became: 'applied' },
      { kind: 'unanswered', reason: 'no answer within 5 s' },
    ]),
  ).toEqual({ applied: 2, rejected: 1 });
});
