import { given } from '@handrail/testing/decider';
import type { Level } from '@handrail/domain';
import { summaryOf, type SessionPlan } from '../../calendar/domain/sessions.js';
import { newest, NOW, shown } from '../../testing/builders.js';
import { attends, determines, finds, planEnds } from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';
import { applyAndPublish } from '../placement.step.js';

/** Twelve weeks whose last session is on Friday, 27 November: eleven days after now. */
const ENDS_SOON: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-09-07',
  weeks: 12,
};
const ENDS_LATER: SessionPlan = { ...ENDS_SOON, weeks: 13 };

const placed = (plan: SessionPlan | null, level: Level = 'IOP') =>
  given(placementDecider)
    .and(determines('detox', { level }))
    .and(finds('automatic', plan))
    .and(attends);

describe('the same level, asked for again', () => {
  it('extends a plan that ends within two weeks by four', () => {
    const { state } = placed(ENDS_SOON)
      .when(determines('review', {}, 5))
      .thenKinds('place-asked-for-again', 'plan-extended');
    expect(newest(state).plan).toEqual({ ...ENDS_SOON, weeks: 16 });
    expect(shown(state)).toEqual(['IOP confirmed']);
  });

  it.each<[string, SessionPlan | null, Level]>([
    ['that ends later', ENDS_LATER, 'IOP'],
    ['of long-term support, which has no end', ENDS_SOON, 'LTS'],
    ['nobody made', null, 'IOP'],
  ])('leaves a plan %s as it is', (_name, plan, level) => {
    placed(plan, level)
      .when(determines('review', { level }, 5))
      .thenKinds('place-asked-for-again');
  });

  it('extends once, however often it is asked for', () => {
    placed(ENDS_SOON)
      .and(determines('review', {}, 5))
      .when(determines('review', {}, 9))
      .thenKinds('place-asked-for-again');
  });

  it('keeps the place beyond the day on which it would have ended', () => {
    const { state } = placed(ENDS_SOON).and(determines('review', {}, 5));
    given({ ...placementDecider, initialState: state })
      .when(planEnds('2026-11-28T05:00:00Z'))
      .thenIgnored('plan-still-runs');
  });

  it('publishes the sessions anew, and waits for the new end', () => {
    const { state } = placed(ENDS_SOON);
    const plan = { ...ENDS_SOON, weeks: 16 };
    const { id: placementId } = newest(state);
    const { publish, timers } = applyAndPublish(
      state,
      [{ kind: 'plan-extended', placementId, plan }],
      NOW,
    );
    expect(publish.map(({ contract }) => contract.name)).toEqual(['sessions-scheduled']);
    expect(publish[0]!.data).toMatchObject({ lastSessionAt: summaryOf(plan)!.lastSessionAt });
    expect(timers).toMatchObject([
      { kind: 'set', name: `plan:${placementId}`, dueAt: '2026-12-24T05:00:00Z' },
    ]);
  });
});
