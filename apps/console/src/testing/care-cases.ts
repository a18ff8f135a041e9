import type { EvidenceAnswer } from '@handrail/contracts';
import type { CareReassessment } from '../api/care.js';
import { determinationOf } from './made-up-policy.js';

const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-00000${String(at).padStart(7, '0')}`;
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A fact behind an item, as old as the story needs it. */
const fact = (
  item: string,
  value: unknown,
  minutesOld: number,
  changes: Partial<EvidenceAnswer> = {},
): EvidenceAnswer => ({
  ...{ item, value, observedAt: ago(minutesOld), recordedAt: ago(minutesOld) },
  source: { eventId: id(900), type: 'handrail.intake.risk-ratings-recorded.v1' },
  standing: 'used',
  conflictsWith: [],
  ...changes,
});

/** A reassessment that waits for a person after a detox; withdrawal risk was not rated since. */
export function careCase(at: number, changes: Partial<CareReassessment> = {}): CareReassessment {
  const ratings = { d1: 'unknown', d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 } as const;
  const openedAt = ago(30 + at);
  return {
    ...{ id: id(100 + at), personId: id(500 + at), status: 'open', version: 1 },
    ...{ openedAt, dueAt: ago(-200 + at), overdueSince: null },
    trigger: {
      ...{ kind: 'detox-completed', eventId: id(700 + at), messageId: id(800 + at) },
      ...{ occurredAt: openedAt, evidence: [] },
    },
    ...{ ratings, ratedAt: ago(180), staleRatings: ['d1'] },
    ...{ context: { housing: 'stable', coOccurring: true }, currentLevel: null },
    ...{ claimedBy: null, claimedAt: null, proposal: determinationOf(ratings, '2026.1') },
    ...{ whyNow: 'Detox completed', flags: ['ratings-stale'], stage: 'unassigned' },
    ...{ stageSince: openedAt, history: [], snoozedUntil: null, informationRequests: [] },
    ...{ draft: null, escalations: [], outreach: null },
    instruments: [
      {
        ...{ instrument: 'continuum', level: '2.1', composite: null },
        ...{ assessedAt: ago(1_500), eventId: id(901) },
      },
    ],
    evidence: [
      fact('d1', 2, 2_900, { standing: 'stale' }),
      fact('d5', 2, 180),
      fact('d5', 3, 9_000, { standing: 'superseded' }),
      fact('housing', 'stable', 43_000),
      fact('housing', 'unsafe', 400, { standing: 'conflicting', conflictsWith: [id(900)] }),
    ],
    ...changes,
  };
}

/** A queue of a day: overdue, due soon, in time, without a deadline, held, snoozed. */
export const careDay = (): CareReassessment[] => [
  careCase(1),
  careCase(2, {
    ...{ dueAt: ago(12), overdueSince: ago(12), flags: ['overdose-risk', 'ratings-missing'] },
    whyNow: 'Overdose reported',
  }),
  careCase(3, { dueAt: ago(-25), claimedBy: 'nurse-8', claimedAt: ago(9), stage: 'assigned' }),
  careCase(4, {
    ...{ dueAt: null, whyNow: 'No contact for 90 days', flags: ['propose-closure'] },
    trigger: { ...careCase(4).trigger, kind: 'lost-contact' },
  }),
  careCase(5, { stage: 'snoozed', snoozedUntil: ago(-60), claimedBy: 'nurse-7' }),
];
