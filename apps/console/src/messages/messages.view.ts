import type { ChainLink } from '../api/events.js';
import type { PlacementItem, ReassessmentItem } from '../api/lists.js';
import type { Service } from '../api/names.js';

export type { Message, MessageDetail, MessageProblem } from './domain/read-message.js';
export { DISPOSITIONS } from './domain/disposition.js';
export type { MessageStep, StepName, StepState } from './domain/message-steps.js';
import type { MessageDetail } from './domain/read-message.js';
import type { MessageStep } from './domain/message-steps.js';

/** An event of the message that a service could not apply, or that waits behind one. */
export interface ParkedOfMessage {
  readonly service: Service;
  readonly id: string;
  readonly eventId: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: string;
}

/** One message from its receipt to the place it led to. */
export interface MessageJourney {
  readonly at: string;
  readonly message: MessageDetail;
  readonly steps: readonly MessageStep[];
  /** Every event with this message as its root, as far as the console keeps them; oldest first. */
  readonly chain: readonly ChainLink[];
  readonly reassessments: readonly ReassessmentItem[];
  readonly placements: readonly PlacementItem[];
  readonly parked: readonly ParkedOfMessage[];
  /** Services that did not say what they have parked: a step may have failed there unseen. */
  readonly unknown: readonly Service[];
}

/** The bytes of a message as text, with what they were called. Kept nowhere. */
export interface MessageText {
  readonly contentType: string;
  readonly text: string;
}
