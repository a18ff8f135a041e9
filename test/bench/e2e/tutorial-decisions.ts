import type { Known, TutorialHop } from '../tutorial-hop.js';

/** What a hop reads; the one behind the last is where it would tell more. */
export const tutorialTopic = (hop: number): string => `tutorial.${hop}`;

const LEVELS = ['OP', 'IOP', 'PHP', 'RES'];
const PLACES = 20;
/** What asks for a level of care. */
const ASKS = ['stay-ended', 'step-down-planned', 'return-to-use-reported'];

const HOPS: ReadonlyArray<Pick<TutorialHop, 'name' | 'decide'>> = [
  {
    name: 'intake',
    decide: (known, event, id) => {
      const personId = (known['personId'] as string | undefined) ?? id;
      return { state: { personId }, next: { key: personId, data: { ...event, personId } } };
    },
  },
  {
    name: 'assessment',
    decide: (known, event) => {
      const data = event['data'] as { ratings?: Record<string, number>; context?: Known };
      const ratings = data.ratings ?? (known['ratings'] as Record<string, number> | undefined);
      const region = data.context?.['region'] ?? known['region'] ?? 'region-0';
      const state = { ratings, region };
      if (!ASKS.some((type) => String(event['type']).includes(type))) return { state };
      const level = LEVELS[Math.max(0, ...Object.values(ratings ?? {})) % LEVELS.length]!;
      const personId = String(event['personId']);
      return {
        state: { ...state, level },
        next: { key: `${String(region)} ${level}`, data: { personId, level } },
      };
    },
  },
  {
    name: 'scheduling',
    decide: (known, event) => {
      const used = Number(known['used'] ?? 0);
      const placed = used < PLACES;
      const personId = String(event['personId']);
      return {
        state: { used: placed ? used + 1 : used },
        next: { key: personId, data: { personId, placed } },
      };
    },
  },
  {
    name: 'outcomes',
    decide: (known, event) => ({
      state: { lines: Number(known['lines'] ?? 0) + 1, placed: event['placed'] },
    }),
  },
];

/**
 * The four services in small: who it is, which level of care, which place, and what became of it. They match
 * nobody by name, weigh no programs and keep no line: what they leave out is to their advantage.
 */
export const TUTORIAL_HOPS: readonly TutorialHop[] = HOPS.map((hop, at) => ({
  ...hop,
  reads: tutorialTopic(at),
  writes: tutorialTopic(at + 1),
}));
