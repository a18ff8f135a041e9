import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ignored } from '@handrail/domain';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { nextWeekAt, noticeShortWeeks, withShortWeek } from '../../calendar/domain/weekly-hours.js';
import type { ProgramState } from '../../program/program.store.js';
import { WEEK_AHEAD, weekTimer } from '../../program/week-timer.js';
import { publishCapacity } from '../capacity.publish.js';

/** A week begins: whoever plans hears of weeks in which people would get too few hours. */
@Controller()
export class OnWeekAhead {
  @EventPattern<string>(WEEK_AHEAD, { store: 'program' })
  handle(
    @Payload() _timer: TimerEvent,
    @Ctx() { state, now }: Moment<ProgramState>,
  ): Outcome<ProgramState> {
    if (!state) return ignored('no-such-program');
    const decision = noticeShortWeeks(state, now);
    const next = weekTimer(state, nextWeekAt(now, state.timeZone));
    if (decision.kind !== 'happened') return applied(state, [], next);
    const publish = decision.events.flatMap((event) => publishCapacity(state, event, 'over', now));
    return applied(decision.events.reduce(withShortWeek, state), publish, next);
  }
}
