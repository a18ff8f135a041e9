import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { ignored, type Ignored } from '@handrail/domain';
import { LOOK_AGAIN } from '../line.sql.js';

/**
 * Somebody took up a turn that failed. Nothing is to be changed: being parked is what kept the person out
 * of the line, so the allocator looks at them with its next turn, and parks them again if that fails.
 */
@Controller()
export class OnLookAgain {
  @EventPattern<string>(LOOK_AGAIN)
  handle(): Ignored {
    return ignored('back-in-line');
  }
}
