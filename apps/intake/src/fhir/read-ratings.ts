import type { Profile } from '../profile/source-profiles.js';
import { readFhirTime } from './fhir-time.js';
import { listOf, textOf, type Resource } from './fhir-shapes.js';
import { noTime, timeFaults, type FactReading, type Fault } from './places.js';

const DIMENSIONS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;

/**
 * Answers whose linkId is d1 to d6, 0 to 4, of a questionnaire that calls itself one of ASAM ratings. An
 * answer that is no rating is told with its place and counts as unknown.
 */
export function readRatings(response: Resource, { zone }: Profile): FactReading | undefined {
  if (!/asam/i.test(textOf(response['questionnaire']) ?? '')) return undefined;
  const items = listOf<{ linkId?: string; answer?: unknown }>(response['item']);
  const faults: Fault[] = [];
  const answers = DIMENSIONS.map((dimension): readonly [string, number | 'unknown'] => {
    const item = items.findIndex(({ linkId }) => linkId === dimension);
    const [answer] = listOf<Record<string, unknown>>(items[item]?.answer);
    if (!answer) return [dimension, 'unknown'];
    const { valueInteger: rating } = answer;
    if (isRating(rating)) return [dimension, rating];
    faults.push({ element: `item[${item}].answer[0].value`, ...NO_RATING });
    return [dimension, 'unknown'];
  });
  if (!answers.some(([, rating]) => isRating(rating))) return { faults };
  const authored = response['authored'];
  const rated = readFhirTime(authored, zone);
  if (!rated) return { faults: [...faults, noTime('authored', authored)] };
  return {
    fact: {
      ...{ kind: 'risk-ratings-recorded', ratedAt: rated.at, context: {} },
      ratings: Object.fromEntries(answers),
    },
    faults: [...faults, ...timeFaults('authored', authored, rated)],
  };
}

const isRating = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 4;

const NO_RATING = { reason: 'is no risk rating', accepted: 'a whole number from 0 to 4' };
