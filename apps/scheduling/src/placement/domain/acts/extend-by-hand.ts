import type { Decision } from '@handrail/domain';
import { endOfDay, daysAfter } from '../../../calendar/domain/sessions.js';
import type { PersonPlacements } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { decideAct, onConfirmed, type ActByHand } from './act.js';

/** No plan is longer: care that goes on for years has no end to extend. */
const MAX_PLAN_WEEKS = 104;

/**
 * A plan goes on for some weeks more; fewer than none take weeks back that were given. It never ends
 * in the past: a place that should end now is ended, with its reason.
 */
export const extendByHand = (
  person: PersonPlacements,
  act: ActByHand & { readonly weeks: number },
  now: string,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'extend',
    act,
    now,
    onConfirmed(({ id: placementId, plan }) => {
      if (!plan) return 'no-plan';
      const weeks = plan.weeks + act.weeks;
      if (weeks > MAX_PLAN_WEEKS) return 'plan-too-long';
      const lastDay = daysAfter(plan.startsOn, weeks * 7 - 1);
      const isOver = Date.parse(endOfDay(lastDay, plan.timeZone)) <= Date.parse(now);
      if (weeks < 1 || isOver) return 'plan-would-be-over';
      return [{ kind: 'plan-extended', placementId, plan: { ...plan, weeks } }];
    }),
  );
