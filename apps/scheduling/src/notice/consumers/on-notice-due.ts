import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import type { ProgramState } from '../../program/program.store.js';
import { asMissed, NOTICE_DUE, type NamedNotice } from '../../fullness/notice.publish.js';

/** Seven days are over: a notice that was given would have taken this timer away. */
@Controller()
export class OnNoticeDue {
  @EventPattern<string>(NOTICE_DUE, { store: 'program' })
  handle(
    @Payload() { data }: TimerEvent<NamedNotice>,
    @Ctx() { state, now }: Moment<ProgramState>,
  ): Outcome<ProgramState> {
    return applied(state, [asMissed(data, now)]);
  }
}
