import { minute, report, Story } from '../../testing/story.js';
import { staysOf } from './stays.js';
import type { VisitReport } from './visit.js';

const detox = { setting: 'withdrawal-management' } as const;
const residential = { setting: 'residential' } as const;

/** The same in the order given, backwards, and each report twice. */
function staysAfter(...reports: readonly VisitReport[]) {
  const orders = [reports, reports.toReversed(), reports.flatMap((each) => [each, each])];
  const [first, ...others] = orders.map((order) =>
    staysOf(order.reduce((story, each) => story.hears(each), new Story()).visit),
  );
  for (const other of others) expect(other).toEqual(first);
  return first!.map(({ setting, startedAt, endedAt, disposition }) => ({
    ...{ setting, startedAt, endedAt, disposition },
  }));
}

const stay = (
  from: number | null,
  to: number | null,
  disposition = 'completed',
  more: object = {},
) => ({
  ...detox,
  startedAt: from === null ? null : minute(from),
  endedAt: to === null ? null : minute(to),
  disposition: to === null ? null : disposition,
  ...more,
});

describe('a visit number that is used again', () => {
  const first = [report('started', 1, detox), report('ended', 100, detox)];

  it('has another stay from an admission later than the end', () => {
    const again = report('started', 500, detox);
    const left = report('ended', 600, { ...detox, disposition: 'against-advice' });
    expect(staysAfter(...first, again, left)).toEqual([
      stay(1, 100),
      stay(500, 600, 'against-advice'),
    ]);
  });

  it('has another stay from a discharge that names a later admission', () => {
    const left = report('ended', 600, { ...detox, startedAt: minute(500) });
    expect(staysAfter(...first, left)).toEqual([stay(1, 100), stay(500, 600)]);
  });

  it('has one, whose end a second discharge corrects', () => {
    const corrected = report('ended', 600, { ...detox, endedAt: minute(95) });
    expect(staysAfter(...first, corrected)).toEqual([stay(1, 95)]);
  });

  it('has one, whose beginning a second admission corrects', () => {
    const corrected = report('started', 50, { ...detox, startedAt: minute(3) });
    const late = report('started', 200, { ...detox, startedAt: minute(4) });
    expect(staysAfter(...first, corrected)).toEqual([stay(3, 100)]);
    expect(staysAfter(...first, late)).toEqual([stay(4, 100)]);
  });

  it('has both, when the first discharge is told after the second admission', () => {
    const again = report('started', 500, detox);
    const late = report('ended', 510, { ...detox, endedAt: minute(100) });
    expect(staysAfter(first[0]!, again, late)).toEqual([stay(1, 100), stay(500, null)]);
  });

  it('lets a late correction find the stay by its admission', () => {
    const again = report('started', 500, detox);
    const corrected = report('updated', 700, { startedAt: minute(1), disposition: 'died' });
    expect(staysAfter(...first, again, corrected)).toEqual([stay(1, 100, 'died'), stay(500, null)]);
  });

  it('has the first one back when the second admission is cancelled', () => {
    const again = report('started', 500, detox);
    expect(staysAfter(...first, again, report('start-cancelled', 510))).toEqual([stay(1, 100)]);
  });
});

describe('visits without a number', () => {
  const unnumbered = (
    kind: 'started' | 'ended' | 'transferred' | 'updated',
    at: number,
    more: object = {},
  ) => report(kind, at, { isUnnumbered: true, ...detox, ...more });
  const assumed = { isStartAssumed: true } as const;

  it('are one by the admission time to the minute', () => {
    const ended = unnumbered('ended', 100, { startedAt: minute(1) });
    expect(staysAfter(unnumbered('started', 1, assumed), ended)).toEqual([stay(1, 100)]);
  });

  it('are one by the open stay of the setting, where no admission time is told', () => {
    const elsewhere = unnumbered('started', 50, { ...residential, ...assumed });
    expect(staysAfter(unnumbered('started', 1), elsewhere, unnumbered('ended', 100))).toEqual([
      stay(1, 100),
      stay(50, null, 'completed', residential),
    ]);
  });

  it('are two by two admission times', () => {
    const second = [
      unnumbered('started', 200),
      unnumbered('ended', 300, { startedAt: minute(200) }),
    ];
    const first = [unnumbered('started', 1), unnumbered('ended', 100, { startedAt: minute(1) })];
    expect(staysAfter(...first, ...second)).toEqual([stay(1, 100), stay(200, 300)]);
  });

  it('are one with the admission that is registered again', () => {
    const again = unnumbered('started', 20, assumed);
    expect(staysAfter(unnumbered('started', 1, assumed), again)).toEqual([stay(1, null)]);
  });

  it('go on in another setting by a transfer', () => {
    const moved = unnumbered('transferred', 50, residential);
    expect(staysAfter(unnumbered('started', 1), moved)).toEqual([
      stay(1, 50, 'transferred'),
      stay(50, null, 'completed', residential),
    ]);
  });
});
