import {
  filled,
  ofEvent,
  stated,
  statedIn,
  valuesOf,
  type KeptField,
  type News,
  type ValuesOf,
} from './kept-fields.js';
import { text } from './payload.js';

const OPENED = 'reassessment-opened';
const DETERMINED = 'level-of-care-determined';
const OVERDUE = 'reassessment-overdue';
const WITHDRAWN = 'reassessment-withdrawn';

const orElse =
  (of: KeptField['of'], other: (news: News) => string): KeptField['of'] =>
  (news) =>
    of(news) ?? other(news);

const time = ({ time }: News) => time;

/** What the list of reassessments has of their events, a field a line. */
export const LISTED_FIELDS = {
  trigger: { in: 'text', column: 'trigger_kind', of: statedIn('trigger', 'kind') },
  openedAt: { in: 'timestamptz', of: ofEvent(OPENED, orElse(stated('openedAt'), time)) },
  dueAt: { in: 'timestamptz', of: ofEvent(OPENED, stated('dueAt')) },
  determinedAt: {
    in: 'timestamptz',
    of: ofEvent(DETERMINED, orElse(stated('determinedAt'), time)),
  },
  /** Of the last determination, also when that decided none. */
  level: { in: 'text', of: ofEvent(DETERMINED, statedIn('determination', 'level')) },
  mode: {
    in: 'text',
    of: ofEvent(
      DETERMINED,
      orElse(statedIn('determination', 'mode'), () => 'automatic'),
    ),
  },
  decidedBy: {
    in: 'text',
    of: ofEvent(
      DETERMINED,
      orElse(stated('decidedBy'), () => 'policy'),
    ),
  },
  reason: { in: 'text', of: ofEvent(WITHDRAWN, stated('reason')) },
} as const;

/** What the console keeps of reassessments: beside it what their status is worked out from. */
export const REASSESSMENT_FIELDS = {
  ...LISTED_FIELDS,
  overdueAt: { in: 'timestamptz', of: ofEvent(OVERDUE, orElse(stated('dueAt'), time)) },
  withdrawnAt: { in: 'timestamptz', of: ofEvent(WITHDRAWN, time) },
} as const;

/** What one event says about a reassessment. */
export interface ReassessmentFact extends ValuesOf<typeof REASSESSMENT_FIELDS> {
  readonly id: string;
  readonly personId: string;
}

const ABOUT: ReadonlySet<string> = new Set([OPENED, DETERMINED, OVERDUE, WITHDRAWN]);

/** What an event says about a reassessment, if it is about one. */
export function reassessmentFact(news: News, personId: string): ReassessmentFact | null {
  const id = text(news.data, 'reassessmentId');
  if (!id || !ABOUT.has(news.name)) return null;
  return { id, personId, ...valuesOf(REASSESSMENT_FIELDS, news) };
}

/** One fact per reassessment: later facts lie over earlier ones, so that a batch is one statement. */
export function foldReassessments(facts: readonly ReassessmentFact[]): ReassessmentFact[] {
  const folded = new Map<string, ReassessmentFact>();
  for (const fact of facts) {
    const before = folded.get(fact.id);
    folded.set(fact.id, before ? lay(before, fact) : fact);
  }
  return [...folded.values()];
}

const lay = (before: ReassessmentFact, after: ReassessmentFact): ReassessmentFact => ({
  ...filled(before, after),
  level: after.determinedAt === null ? before.level : after.level,
});
