import fc from 'fast-check';
import { decide, type ReturnFact } from './decide.js';
import { defaultNumbers, evolve, noReturns, type HistoryEvent } from './history.js';

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
function given(...facts: readonly ReturnFact[]) {
  let history = noReturns;
  let checks = 0;
  const announcements: HistoryEvent[] = [];
  const take = (fact: ReturnFact) => {
    const decision = decide(history, fact, defaultNumbers);
    if (decision.kind !== 'happened') return;
    history = decision.events.reduce(evolve, history);
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
    detectedAt: announcements.flatMap((e) => (e.kind === 'repetition-detected' ? e.found.at : [])),
    withdrawn: announcements.flatMap((e) =>
      e.kind === 'repetition-withdrawn' ? e.detectedEventId : [],
    ),
    standing: () => history.detections.filter((d) => d.status === 'announced').map((d) => d.at),
  };
}

describe('repeated return to use (T3)', () => {
  it('one return to use is none', () => {
    expect(given(reportOn(0)).announcements).toEqual([]);
  });

  it('two returns within 30 days are a repetition, with both reports', () => {
    const [detected] = given(reportOn(0), reportOn(3)).announcements;
    expect(detected).toEqual({
      kind: 'repetition-detected',
      detection: {
        detectionId: 'd1',
        pattern: 'returns-in-window',
        at: day(3),
        eventId: null,
        status: 'announced',
      },
      found: {
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
    expect(given(reportOn(0), reportOn(30)).detectedAt).toEqual([day(30)]);
    expect(given(reportOn(0), reportOn(30.001)).detectedAt).toEqual([]);
  });

  it('reports within 24 hours of the first are one return', () => {
    expect(given(reportOn(0), reportOn(1)).detectedAt).toEqual([]);
    expect(given(reportOn(0), reportOn(1.01)).detectedAt).toEqual([day(1.01)]);
    expect(given(reportOn(0), reportOn(0.8), reportOn(1.6)).detectedAt).toEqual([day(1.6)]);
  });

  it('a third report in the cool-down of seven days does not fire again', () => {
    expect(given(reportOn(0), reportOn(3), reportOn(4.9)).detectedAt).toEqual([day(3)]);
    expect(given(reportOn(0), reportOn(3), reportOn(10)).detectedAt).toEqual([day(3)]);
  });

  it('after the cool-down any report that makes two in 30 days fires', () => {
    expect(given(reportOn(0), reportOn(3), reportOn(10.1)).detectedAt).toEqual([day(3), day(10.1)]);
  });

  it('a report that arrives late counts by when it happened', () => {
    expect(given(reportOn(20), reportOn(0)).detectedAt).toEqual([day(20)]);
  });

  it('a late report behind the last repetition does not fire a second time', () => {
    expect(given(reportOn(20), reportOn(25), reportOn(10), reportOn(0)).detectedAt).toEqual([
      day(25),
    ]);
  });

  it('a stay in between does not reset the count', () => {
    expect(given(reportOn(0), detoxCompletedOn(5), reportOn(9)).detectedAt).toEqual([day(9)]);
  });
});

describe('a second detox', () => {
  it('one completed detox is none', () => {
    expect(given(detoxCompletedOn(0)).announcements).toEqual([]);
  });

  it('is a repetition within six months of the first', () => {
    const [detected] = given(detoxCompletedOn(0), detoxCompletedOn(181)).announcements;
    expect(detected).toMatchObject({
      found: {
        pattern: 'second-detox',
        at: day(181),
        reports: [{ eventId: 'detox-0' }, { eventId: 'detox-181' }],
      },
    });
  });

  it('is none when more than six calendar months lie between', () => {
    expect(given(detoxCompletedOn(0), detoxCompletedOn(181.1)).announcements).toEqual([]);
  });

  it.each([
    ['ended otherwise', { disposition: 'against-advice' as const }],
    ['was another kind of stay', { setting: 'residential' as const }],
  ])('is none when it %s', (_name, change) => {
    const other = { ...detoxCompletedOn(20), ...change } as ReturnFact;
    expect(given(detoxCompletedOn(0), other).announcements).toEqual([]);
  });

  it('falls into the cool-down of a repetition of returns', () => {
    expect(
      given(reportOn(0), reportOn(3), detoxCompletedOn(-20), detoxCompletedOn(9)).detectedAt,
    ).toEqual([day(3)]);
  });
});

describe('a report that is taken back', () => {
  it('withdraws the repetition when the rest does not reach the threshold', () => {
    const told = given(reportOn(0), reportOn(3), takenBack('report-0'));
    expect(told.withdrawn).toEqual(['event-of-d1']);
    expect(told.standing()).toEqual([]);
  });

  it('leaves a repetition that other reports still make', () => {
    const told = given(reportOn(0), reportOn(1.5), reportOn(3), takenBack('report-0'));
    expect(told.withdrawn).toEqual([]);
    expect(told.standing()).toEqual([day(1.5)]);
  });

  it('leaves a later repetition alone and withdraws the earlier one', () => {
    const told = given(reportOn(0), reportOn(2), reportOn(20), takenBack('report-0'));
    expect(told.withdrawn).toEqual(['event-of-d1']);
    expect(told.standing()).toEqual([day(20)]);
  });

  it('can be told again afterwards', () => {
    const again = { ...reportOn(0), eventId: 'again' } as ReturnFact;
    const told = given(reportOn(0), reportOn(3), takenBack('report-0'), again);
    expect(told.detectedAt).toEqual([day(3), day(3)]);
    expect(told.standing()).toEqual([day(3)]);
  });

  it('waits with the withdrawal until the announcement is known', () => {
    const before = [reportOn(0), reportOn(3), { kind: 'check-due', detectionId: 'd' } as ReturnFact]
      .map((fact) => fact)
      .reduce((history, fact) => {
        const decision = decide(history, fact, defaultNumbers);
        return decision.kind === 'happened' ? decision.events.reduce(evolve, history) : history;
      }, noReturns);
    const forgotten = evolve(before, { kind: 'fact-forgotten', eventId: 'report-0' });
    const checked = decide(forgotten, { kind: 'check-due', detectionId: 'e' }, defaultNumbers);
    expect(checked).toEqual({
      kind: 'happened',
      events: [{ kind: 'detection-falling', detectionId: 'd' }],
    });
    const falling = evolve(forgotten, { kind: 'detection-falling', detectionId: 'd' });
    const heard: ReturnFact = { kind: 'announced', detectionId: 'd', eventId: 'event-of-d' };
    expect(decide(falling, heard, defaultNumbers)).toEqual({
      kind: 'happened',
      events: [
        { kind: 'detection-known', detectionId: 'd', eventId: 'event-of-d' },
        { kind: 'repetition-withdrawn', detectionId: 'd', detectedEventId: 'event-of-d' },
      ],
    });
  });
});

describe('a repetition that is history when it becomes known', () => {
  it('is not announced', () => {
    expect(given(reportOn(0, 40), reportOn(3, 40)).announcements).toEqual([]);
    expect(given(detoxCompletedOn(0, 90), detoxCompletedOn(20, 90)).announcements).toEqual([]);
  });

  it('is announced where enough of it was known in time', () => {
    expect(given(reportOn(0), reportOn(3), reportOn(1.5, 40)).detectedAt).toEqual([day(3)]);
    expect(given(reportOn(1.5, 40), reportOn(0), reportOn(3)).standing()).toEqual([day(3)]);
  });

  it('counts for the next one', () => {
    expect(given(reportOn(0, 32), reportOn(25, 32)).detectedAt).toEqual([day(25)]);
    expect(given(detoxCompletedOn(0, 170), detoxCompletedOn(170)).detectedAt).toEqual([day(170)]);
  });

  it('starts no cool-down', () => {
    expect(given(reportOn(0, 37), reportOn(5, 37), reportOn(8, 37)).detectedAt).toEqual([day(8)]);
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
            given(...order.map((on) => reportOn(on))).standing();
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
