import type { EventOutcome } from './outcome.js';
import { describeAssessment, describeOutcomes } from './describe-decisions.js';
import { describeIntake } from './describe-intake.js';
import { describeScheduling } from './describe-scheduling.js';
import { eventName } from './event-name.js';
import { plain } from './words.js';
import type { Data } from './words.js';

/** An event for a reader: what happened, the facts that matter, and what it means. */
export interface Description {
  readonly title: string;
  readonly facts: string;
  readonly outcome: EventOutcome;
}

const DESCRIBERS = {
  intake: describeIntake,
  assessment: describeAssessment,
  scheduling: describeScheduling,
  outcomes: describeOutcomes,
} as const;

/**
 * Describes any event. A type nobody wrote words for yet is shown by its name: a new event must
 * never be missing from the console because its words are.
 */
export function describe(type: string, data: Data): Description {
  const known = eventName(type);
  if (!known) return { title: type, facts: '', outcome: 'recorded' };
  return (
    DESCRIBERS[known.service](known.name, data) ?? {
      title: sentence(plain(known.name)),
      facts: '',
      outcome: 'recorded',
    }
  );
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
