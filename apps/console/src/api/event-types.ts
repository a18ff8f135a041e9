import type { PublishingService } from './names.js';

/** One released event type, as filters offer it. */
export interface EventType {
  readonly type: string;
  readonly name: string;
  readonly service: PublishingService;
  readonly firesWhen: string;
}
