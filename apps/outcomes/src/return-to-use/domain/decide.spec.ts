import { given } from '@handrail/testing/decider';
import fc from 'fast-check';
import { returns } from '../../testing/deciders.js';
import { decide, type ReturnFact } from './decide.js';
import { defaultNumbers, evolve, noReturns, type ReturnEvent } from './history.js';

const START = Date.parse('2026-11-01T08:00:00Z');
const day = (days: number) => new Date(START + days * 86_400_000).toISOString();

const reportOn = (days: number, recordedOn = days): ReturnFact => ({
  kind: 'reported',
  eventId: `report-${days}`,
  occurredAt: day(days),
  recordedAt: day(recordedOn),
});
const detoxCompletedOn = (days: number, recordedOn = days): ReturnFact => ({
  kind: 'stay-ended',
  eventId: `detox-${days}`,
  stayId: `stay-${days}`,
  setting: 'withdrawal-management',
  disposition: 'completed',
  endedAt: day(days),
  recordedAt: day(recordedOn),
});
const takenBack = (eventId: string): ReturnFact => ({ kind: 'fact-retracted', eventId });

/**
 * Feeds facts one after the other as the service does: a check that a fact asks for comes due before
 * the next fact, and each announcement is read back at once unless `deaf`.
 */
function fed(...facts: readonly ReturnFact[]) {
  let history = noReturns;
  let checks = 0;
  const announcements: ReturnEvent[] = [];
  const take = (fact: ReturnFact) => {
    const decision = decide(history, fact, { numbers: defaultNumbers });
    if (decision.kind !== 'happened') return;
    history = evolve(history, decision.events);
    for (const event of decision.events) {
      if (event.kind === 'repetition-detected' || event.kind === 'repetition-withdrawn')
        announcements.push(event);
      if (event.kind === 'check-scheduled')
        take({ kind: 'check-due', detectionId: `d${(checks += 1)}` });
      if (event.kind === 'repetition-detected') {
        const { detectionId } = event.detection;
        take({ kind: 'announced', detectionId, eventId: `event-of-${detectionId}` });
      }
    }
  };
  facts.forEach(take);
  return {
    announcements,
    detectedAt: announcements.flatMap((e) =>
      e.kind === 'repetition-detected' ? e.repetition.at : [],
    ),
    withdrawn: announcements.flatMap((e) =>
      e.kind === 'repetition-withdrawn' ? e.detectedEventId : [],
    ),
    standing: () => history.detections.filter((d) => d.status === 'announced').map((d) => d.at),
  };
}

describe('repeated return to use (T3)', () => {
  it('one return to use is none', () => {
    expect(fed(reportOn(0)).announcements).toEqual([]);
  });

  it('two returns within 30 days are a repetition, with both reports', () => {
    const [detected] = fed(reportOn(0), reportOn(3)).announcements;
    expect(detected).toEqual({
      kind: 'repetition-detected',
      detection: {
        detectionId: 'd1',
        pattern: 'returns-in-window',
        at: day(3),
        eventId: null,
        status: 'announced',
      },
      repetition: {
        pattern: 'returns-in-window',
        at: day(3),
        knownAt: day(3),
        reports: [
          { eventId: 'report-0', occurredAt: day(0), recordedAt: day(0) },
          { eventId: 'report-3', occurredAt: day(3), recordedAt: day(3) },
        ],
      },
    });
  });

  it('the window is 30 days to the moment, by when they happened', () => {
    expect(fed(reportOn(0), reportOn(30)).detectedAt).toEqual([day(30)]);
    expect(fed(reportOn(0), reportOn(30.001)).detectedAt).toEqual([]);
  });

  it('reports within 24 hours of the first are one return', () => {
    expect(fed(reportOn(0), reportOn(1)).detectedAt).toEqual([]);
    expect(fed(reportOn(0), reportOn(1.01)).detectedAt).toEqual([day(1.01)]);
    expect(fed(reportOn(0), reportOn(0.8), reportOn(1.6)).detectedAt).toEqual([day(1.6)]);
  });

  it('a third report in the cool-down of seven days does not fire again', () => {
    expect(fed(reportOn(0), reportOn(3), reportOn(4.9)).detectedAt).toEqual([day(3)]);
    expect(fed(reportOn(0), reportOn(3), reportOn(10)).detectedAt).toEqual([day(3)]);
  });

  it('after the cool-down any report that makes two in 30 days fires', () => {
    expect(fed(reportOn(0), reportOn(3), reportOn(10.1)).detectedAt).toEqual([day(3), day(10.1)]);
  });

  it('a report that arrives late counts by when it happened', () => {
    expect(fed(reportOn(20), reportOn(0)).detectedAt).toEqual([day(20)]);
  });

  it('a late report behind the last repetition does not fire a second time', () => {
    expect(fed(reportOn(20), reportOn(25), reportOn(10), reportOn(0)).detectedAt).toEqual([
      day(25),
    ]);
  });

  it('a stay in between does not reset the count', () => {
    expect(fed(reportOn(0), detoxCompletedOn(5), reportOn(9)).detectedAt).toEqual([day(9)]);
  });
});

describe('a second detox', () => {
  it('one completed detox is none', () => {
    expect(fed(detoxCompletedOn(0)).announcements).toEqual([]);
  });

  it('is a repetition within six months of the first', () => {
    const [detected] = fed(detoxCompletedOn(0), detoxCompletedOn(181)).announcements;
    expect(detected).toMatchObject({
      repetition: {
        pattern: 'second-detox',
        at: day(181),
        reports: [{ eventId: 'detox-0' }, { eventId: 'detox-181' }],
      },
    });
  });

  it('is none when more than six calendar months lie between', () => {
    expect(fed(detoxCompletedOn(0), detoxCompletedOn(181.1)).announcements).toEqual([]);
  });

  it.each([
    ['ended otherwise', { disposition: 'against-advice' as const }],
    ['was another kind of stay', { setting: 'residential' as const }],
  ])('is none when it %s', (_name, change) => {
    const other = { ...detoxCompletedOn(20), ...change } as ReturnFact;
    expect(fed(detoxCompletedOn(0), other).announcements).toEqual([]);
  });

  it('falls into the cool-down of a repetition of returns', () => {
    expect(
      fed(reportOn(0), reportOn(3), detoxCompletedOn(-20), detoxCompletedOn(9)).detectedAt,
    ).toEqual([day(3)]);
  });
});

describe('a report that is taken back', () => {
  it('withdraws the repetition when the rest does not reach the threshold', () => {
    const after = fed(reportOn(0), reportOn(3), takenBack('report-0'));
    expect(after.withdrawn).toEqual(['event-of-d1']);
    expect(after.standing()).toEqual([]);
  });

  it('leaves a repetition that other reports still make', () => {
    const after = fed(reportOn(0), reportOn(1.5), reportOn(3), takenBack('report-0'));
    expect(after.withdrawn).toEqual([]);
    expect(after.standing()).toEqual([day(1.5)]);
  });

  it('leaves a later repetition alone and withdraws the earlier one', () => {
    const after = fed(reportOn(0), reportOn(2), reportOn(20), takenBack('report-0'));
    expect(after.withdrawn).toEqual(['event-of-d1']);
    expect(after.standing()).toEqual([day(20)]);
  });

  it('can be told again afterwards', () => {
    const again = { ...reportOn(0), eventId: 'again' } as ReturnFact;
    const after = fed(reportOn(0), reportOn(3), takenBack('report-0'), again);
    expect(after.detectedAt).toEqual([day(3), day(3)]);
    expect(after.standing()).toEqual([day(3)]);
  });

  it('waits with the withdrawal until the announcement is known', () => {
    const known = { kind: 'announced', detectionId: 'd', eventId: 'event-of-d' } as const;
    given(returns, reportOn(0), reportOn(3), { kind: 'check-due', detectionId: 'd' })
      .and(takenBack('report-0'))
      .and({ kind: 'check-due', detectionId: 'e' })
      .when(known)
      .then(
        { kind: 'detection-known', detectionId: 'd', eventId: 'event-of-d' },
        { kind: 'repetition-withdrawn', detectionId: 'd', detectedEventId: 'event-of-d' },
      );
    given(returns, reportOn(0), reportOn(3), { kind: 'check-due', detectionId: 'd' })
      .and(takenBack('report-0'))
      .when({ kind: 'check-due', detectionId: 'e' })
      .then({ kind: 'detection-falling', detectionId: 'd' });
  });
});

describe('a repetition that is history when it becomes known', () => {
  it('is not announced', () => {
    expect(fed(reportOn(0, 40), reportOn(3, 40)).announcements).toEqual([]);
    expect(fed(detoxCompletedOn(0, 90), detoxCompletedOn(20, 90)).announcements).toEqual([]);
  });

  it('is announced where enough of it was known in time', () => {
    expect(fed(reportOn(0), reportOn(3), reportOn(1.5, 40)).detectedAt).toEqual([day(3)]);
    expect(fed(reportOn(1.5, 40), reportOn(0), reportOn(3)).standing()).toEqual([day(3)]);
  });

  it('counts for the next one', () => {
    expect(fed(reportOn(0, 32), reportOn(25, 32)).detectedAt).toEqual([day(25)]);
    expect(fed(detoxCompletedOn(0, 170), detoxCompletedOn(170)).detectedAt).toEqual([day(170)]);
  });

  it('starts no cool-down', () => {
    expect(fed(reportOn(0, 37), reportOn(5, 37), reportOn(8, 37)).detectedAt).toEqual([day(8)]);
  });
});

describe('the order of arrival', () => {
  it('does not decide whether the newest repetition stands', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        days.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([sorted, shuffled]) => {
          const standing = (order: readonly number[]) =>
            fed(...order.map((on) => reportOn(on))).standing();
          const inOrder = standing([...sorted].sort((a, b) => a - b));
          const inAnyOrder = standing(shuffled);
          expect(inAnyOrder.length > 0).toBe(inOrder.length > 0);
          for (const order of [inOrder, inAnyOrder])
            for (const [at, next] of order.slice(1).entries())
              expect(Date.parse(next) - Date.parse(order[at]!)).toBeGreaterThan(7 * 86_400_000);
        },
      ),
      { seed: 41 },
    );
  });
});
