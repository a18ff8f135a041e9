import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { applied, type Moment, type Outcome, type TimerEvent } from '@handrail/messaging';
import { unblockPlaces, withBlocks } from '../../program/domain/block-places.js';
import type { ProgramState } from '../../program/program.store.js';
import { BLOCK_OVER, publishCapacity, type BlockOver } from '../capacity.publish.js';

/** The time of a block is over: its places are given out again. */
@Controller()
export class OnBlockOver {
  @EventPattern<string>(BLOCK_OVER, { store: 'program' })
  handle(
    @Payload() { data }: TimerEvent<BlockOver>,
    @Ctx() { state, now }: Moment<ProgramState>,
  ): Outcome<ProgramState> {
    const decision = unblockPlaces(state, data.trackId, data.blockId);
    if (decision.kind !== 'happened') return decision;
    const publish = decision.events.flatMap((event) => publishCapacity(state!, event, 'over', now));
    return applied(decision.events.reduce(withBlocks, state!), publish);
  }
}
