import * as assessment from '../assessment/index.js';
import type { EventContract } from '../define-event.js';
import * as intake from '../intake/index.js';
import * as outcomes from '../outcomes/index.js';
import * as scheduling from '../scheduling/index.js';
import { assessmentWords } from './assessment-words.js';
import { sentenceOf } from './codes.js';
import { intakeWords } from './intake-words.js';
import { outcomesWords } from './outcomes-words.js';
import { schedulingWords } from './scheduling-words.js';
import type { EventOutcome, Wording } from './wording.js';

/** An event for a reader: what happened, the facts that matter, and what it means. */
export interface EventWords {
  readonly title: string;
  readonly facts: string;
  readonly outcome: EventOutcome;
}

/** Brings the words of a context under the types of its contracts; `WordsFor` holds them together. */
const byType = (contracts: object, words: object): ReadonlyArray<[string, Wording<never>]> =>
  Object.entries(words).map(([name, wording]) => [
    (contracts as Readonly<Record<string, EventContract>>)[name]!.type,
    wording as Wording<never>,
  ]);

const WORDS: ReadonlyMap<string, Wording<never>> = new Map([
  ...byType(intake, intakeWords),
  ...byType(assessment, assessmentWords),
  ...byType(scheduling, schedulingWords),
  ...byType(outcomes, outcomesWords),
]);

/** An event nobody wrote words for is shown by its name: it must not be missing because they are. */
const nameWords = (type: string): string => {
  const name = /^handrail\.[a-z]+\.([a-z0-9_-]+)\.v\d+$/.exec(type)?.[1];
  return name ? sentenceOf(name) : type;
};

/** The words of an event as a row of a list shows it. */
export function wordsOf(type: string, data: unknown): EventWords {
  const wording = WORDS.get(type);
  if (!wording) return { title: nameWords(type), facts: '', outcome: 'recorded' };
  const known = data as never;
  const { outcome } = wording;
  return {
    title: wording.title(known),
    facts: (wording.facts?.(known) ?? []).filter((fact) => fact).join(' · '),
    outcome: typeof outcome === 'function' ? outcome(known) : outcome,
  };
}

/** The words of an event as the line of a journey, without anything that identifies the person. */
export function lineOf(type: string, data: unknown, timeZone: string): string {
  const wording = WORDS.get(type);
  if (!wording) return nameWords(type);
  return wording.line?.(data as never, timeZone) ?? wording.title(data as never);
}
