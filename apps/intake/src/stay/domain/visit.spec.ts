import { Story, minute, report } from '../../testing/story.js';
import { staysOf } from './stays.js';

const detox = { setting: 'withdrawal-management' } as const;
const residential = { setting: 'residential' } as const;

const admitted = report('started', 1, detox);
const discharged = report('ended', 100, detox);
const dischargeCancelled = report('end-cancelled', 110);

describe('a visit in order', () => {
  it('starts and ends', () => {
    const story = new Story().hears(admitted).hears(discharged);
    expect(story.published).toEqual(['stay-started as e1', 'stay-ended as e2']);
    expect(staysOf(story.visit)).toMatchObject([
      {
        setting: 'withdrawal-management',
        startedAt: minute(1),
        endedAt: minute(100),
        disposition: 'completed',
      },
    ]);
  });

  it('is corrected by another discharge, which triggers nothing', () => {
    const story = new Story()
      .given(admitted, discharged)
      .hears(report('ended', 120, { endedAt: minute(95) }));
    expect(story.published).toEqual(['stay-corrected as e3']);
    expect(story.last!.changes).toMatchObject([{ corrected: ['endedAt'] }]);
  });

  it.each(['ended', 'updated'] as const)(
    'takes the end back and tells it again when a report %s says that it ended otherwise',
    (kind) => {
      const story = new Story()
        .given(admitted, discharged)
        .hears(report(kind, 120, { disposition: 'against-advice' }));
      expect(story.published).toEqual(['fact-retracted e2', 'stay-ended as e4']);
      expect(story.last!.changes.at(-1)).toMatchObject({ stay: { disposition: 'against-advice' } });
      expect(story.last!.verdict).toEqual({ disposition: 'applied', reason: 'stay-ended' });
    },
  );

  it('keeps the newest word on how it ended, whichever comes first', () => {
    const story = new Story()
      .given(admitted, report('ended', 120, { disposition: 'against-advice' }))
      .hears(discharged);
    expect(story.published).toEqual([]);
    expect(staysOf(story.visit)).toMatchObject([{ disposition: 'against-advice' }]);
  });

  it('takes a cancelled discharge back under the id it was published with', () => {
    const story = new Story().given(admitted, discharged).hears(dischargeCancelled);
    expect(story.published).toEqual(['fact-retracted e2']);
    expect(staysOf(story.visit)).toMatchObject([{ endedAt: null, disposition: null }]);
  });

  it('triggers again when a discharge follows its cancellation', () => {
    const story = new Story()
      .given(admitted, discharged, dischargeCancelled)
      .hears(report('ended', 130));
    expect(story.published).toEqual(['stay-ended as e4']);
  });

  it('ends one stay and starts another when the setting changes', () => {
    const story = new Story().given(admitted).hears(report('transferred', 50, residential));
    expect(story.published).toEqual(['stay-ended as e2', 'stay-started as e3']);
    expect(staysOf(story.visit)).toMatchObject([
      { setting: 'withdrawal-management', endedAt: minute(50), disposition: 'transferred' },
      { setting: 'residential', startedAt: minute(50), endedAt: null },
    ]);
  });

  it('stays one stay when only the place changes', () => {
    const story = new Story().given(admitted).hears(report('transferred', 50, detox));
    expect(story.last!.verdict).toEqual({ disposition: 'ignored', reason: 'same-setting' });
  });

  it('takes a transfer back', () => {
    const story = new Story()
      .given(admitted, report('transferred', 50, residential))
      .hears(report('transfer-cancelled', 60));
    expect(story.published).toEqual(['fact-retracted e2', 'fact-retracted e3']);
    expect(staysOf(story.visit)).toMatchObject([{ endedAt: null }]);
  });

  it('takes everything back when the admission is cancelled', () => {
    const story = new Story().given(admitted).hears(report('start-cancelled', 20));
    expect(story.published).toEqual(['fact-retracted e1']);
    expect(staysOf(story.visit)).toEqual([]);
  });

  it('publishes a plan, a moved plan, and takes both back', () => {
    const story = new Story().given(admitted).hears(report('planned', 30));
    expect(story.published).toEqual(['step-down-planned as e2']);
    story.hears(report('planned', 40)).hears(report('plan-cancelled', 50));
    expect(story.published.slice(1)).toEqual([
      'step-down-planned as e3',
      'fact-retracted e2',
      'fact-retracted e3',
    ]);
  });

  it('corrects data without triggering', () => {
    const story = new Story()
      .given(admitted, discharged)
      .hears(report('updated', 105, { startedAt: minute(0) }));
    expect(story.published).toEqual(['stay-corrected as e3']);
    story.hears(report('updated', 106, { startedAt: minute(0) }));
    expect(story.last!.verdict).toEqual({ disposition: 'ignored', reason: 'no-change' });
  });
});

describe('a visit out of order', () => {
  it('creates the closed stay from a discharge alone and triggers', () => {
    const story = new Story().hears(discharged);
    expect(story.published).toEqual(['stay-ended as e1']);
    expect(staysOf(story.visit)).toMatchObject([{ startedAt: null, endedAt: minute(100) }]);
  });

  it('learns the start of an ended stay as a correction', () => {
    const story = new Story().given(discharged).hears(admitted);
    expect(story.published).toEqual(['stay-corrected as e2']);
    expect(story.last!.changes).toMatchObject([{ corrected: ['startedAt'] }]);
  });

  it('lets a cancellation wait for its discharge, which is then superseded', () => {
    const story = new Story().given(admitted).hears(dischargeCancelled);
    expect(story.last!.verdict).toEqual({ disposition: 'parked', reason: 'no-such-event' });
    story.hears(discharged);
    expect(story.last!.verdict).toEqual({
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
    });
    expect(story.last!.awakened).toEqual([dischargeCancelled.id]);
    expect(story.published).toEqual([]);
  });

  it('lets a cancellation of an unknown visit wait', () => {
    const story = new Story().hears(dischargeCancelled);
    expect(story.last!.verdict).toEqual({ disposition: 'parked', reason: 'no-such-visit' });
  });

  it('lets a transfer of an unknown visit wait until the admission comes', () => {
    const story = new Story().hears(report('transferred', 50, residential));
    expect(story.last!.verdict).toEqual({ disposition: 'parked', reason: 'no-such-visit' });
    story.hears(admitted);
    expect(story.published).toEqual([
      'stay-started as e1',
      'stay-ended as e2',
      'stay-started as e3',
    ]);
    expect(story.last!.awakened).toEqual(['transferred@50']);
  });

  it('ends the first stay anew when a transfer before the discharge comes late', () => {
    const story = new Story()
      .given(admitted, discharged)
      .hears(report('transferred', 50, residential));
    expect(story.published[0]).toBe('fact-retracted e2');
    expect(staysOf(story.visit)).toMatchObject([
      { setting: 'withdrawal-management', disposition: 'transferred' },
      { setting: 'withdrawal-management', disposition: 'completed' },
    ]);
  });

  it('says nothing about a plan of a stay that has already ended', () => {
    const story = new Story().given(admitted, discharged).hears(report('planned', 30));
    expect(story.last!.verdict).toEqual({
      disposition: 'superseded',
      reason: 'stay-already-ended',
    });
    expect(story.published).toEqual([]);
  });

  it('keeps to itself what nobody has recognised, until a report names the kind of care', () => {
    const story = new Story().hears(report('started', 1)).hears(report('ended', 100));
    expect(story.published).toEqual([]);
    expect(story.last!.verdict).toEqual({
      disposition: 'ignored',
      reason: 'service-not-recognised',
    });
    story.hears(report('updated', 101, detox));
    expect(story.published).toEqual(['stay-started as e1', 'stay-ended as e2']);
    expect(story.last!.awakened).toEqual(['started@1', 'ended@100']);
  });
});

describe('what is announced', () => {
  const expected = report('expected', 0, detox);

  it('is kept, and the others hear of it when it happens', () => {
    const story = new Story().hears(expected);
    expect(story.last!.verdict).toEqual({ disposition: 'applied', reason: 'admission-expected' });
    expect(story.hears(admitted).published).toEqual(['stay-started as e1']);
  });

  it('is called off, in either order', () => {
    const calledOff = report('expectation-cancelled', 5);
    const inOrder = new Story().hears(expected).hears(calledOff);
    expect(inOrder.last!.verdict.reason).toBe('expected-admission-cancelled');
    const other = new Story().hears(calledOff);
    expect(other.last!.verdict).toEqual({ disposition: 'parked', reason: 'no-such-visit' });
    other.hears(expected);
    expect(other.last!.verdict.reason).toBe('cancelled-before-arrival');
    expect(other.last!.awakened).toEqual([calledOff.id]);
  });

  it('as a move is not a move, and its cancellation takes back only the announcement', () => {
    const story = new Story().given(admitted).hears(report('transfer-planned', 10, residential));
    expect(story.last!.verdict).toEqual({ disposition: 'applied', reason: 'transfer-planned' });
    story.hears(report('transfer-plan-cancelled', 11));
    expect(story.last!.verdict.reason).toBe('planned-transfer-cancelled');
    expect(story.published).toEqual([]);
  });

  it('as a discharge without a time plans nothing, and keeps the time that was told before', () => {
    const story = new Story().given(admitted, report('planned', 30));
    story.hears({ ...report('planned', 40), plannedFor: undefined });
    expect(story.last!.verdict).toEqual({ disposition: 'ignored', reason: 'no-planned-time' });
    expect(staysOf(story.visit)).toMatchObject([{ plannedFor: minute(10_030) }]);
  });
});

describe('what is not our business', () => {
  const surgical = report('started', 1);

  it.each(['transferred', 'transfer-cancelled', 'end-cancelled', 'start-cancelled'] as const)(
    'does not wait in the parking lot: %s',
    (kind) => {
      const before = [surgical, report('transferred', 2), report('ended', 3)];
      const story = new Story().given(...before).hears(report(kind, 9));
      expect(story.last!.verdict).toEqual({
        disposition: 'ignored',
        reason: 'service-not-recognised',
      });
    },
  );

  it('releases what had waited for a visit that turns out to be none of ours', () => {
    const story = new Story().given(report('transferred', 2)).hears(surgical);
    expect(story.last!.awakened).toEqual(['transferred@2']);
    expect(story.published).toEqual([]);
  });
});

describe('a move within one kind of care', () => {
  const moved = report('transferred', 50, detox);
  const movedBack = report('transfer-cancelled', 60);

  it('that came before the admission waits, and is settled by it', () => {
    const story = new Story().given(moved).hears(admitted);
    expect(story.last!.awakened).toEqual([moved.id]);
    expect(story.published).toEqual(['stay-started as e1']);
  });

  it('is taken back without a word, in either order', () => {
    const story = new Story().given(admitted, moved).hears(movedBack);
    expect(story.last!.verdict).toEqual({ disposition: 'ignored', reason: 'no-change' });
    const other = new Story().given(admitted, movedBack).hears(moved);
    expect(other.last!.verdict.reason).toBe('cancelled-before-arrival');
    expect(other.last!.awakened).toEqual([movedBack.id]);
  });
});

describe('one report taken back', () => {
  it('reopens the stay', () => {
    const story = new Story().given(admitted, discharged).retracts(discharged.id);
    expect(story.published).toEqual(['fact-retracted e2']);
    story.retracts(discharged.id);
    expect(story.last!.verdict).toEqual({ disposition: 'ignored', reason: 'already-cancelled' });
  });

  it('leaves the fact standing while another report still tells it', () => {
    const again = report('ended', 120, { endedAt: minute(100) });
    const story = new Story().given(admitted, discharged, again).retracts(discharged.id);
    expect(story.published).toEqual([]);
    story.retracts(again.id);
    expect(story.published).toEqual(['fact-retracted e2']);
  });

  it('supersedes the report that arrives after it', () => {
    const story = new Story().given(admitted).retracts(discharged.id).hears(discharged);
    expect(story.last!.verdict).toEqual({
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
    });
    expect(story.published).toEqual([]);
  });
});
