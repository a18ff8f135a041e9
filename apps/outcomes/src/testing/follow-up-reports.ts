import { given } from '@handrail/testing/decider';
import type { DischargeDisposition, Setting } from '@handrail/domain';
import { evolve as evolveCare, noCare, type CareFact } from '../care/domain/care.js';
import type { FollowUpFact } from '../follow-up/domain/follow-up.js';
import { followUps, type FollowUpKnowing } from './deciders.js';

/** Half an hour before midnight in New York: a day counted in UTC would be the next one. */
export const DISCHARGED_AT = '2026-11-08T04:30:00Z';

/** Something that is reported: what it says of care, of follow-up, and when it is. */
export interface Report {
  readonly care?: CareFact;
  readonly fact: FollowUpFact;
  readonly now?: string;
}

export interface Discharge {
  readonly eventId?: string;
  readonly stayId?: string;
  readonly setting?: Setting;
  readonly disposition?: DischargeDisposition;
  readonly at?: string;
  readonly now?: string;
}

export const discharged = ({ at = DISCHARGED_AT, now, ...change }: Discharge = {}): Report => ({
  care: {
    ...{ kind: 'stay-ended', eventId: 'discharge', stayId: 'stay', startedAt: null, endedAt: at },
    ...{ setting: 'withdrawal-management', disposition: 'completed', ...change },
  },
  fact: { kind: 'stays-known' },
  now,
});
export const attended = (at: string, eventId = 'session'): Report => ({
  fact: { kind: 'attended', eventId, at },
});
export const admitted = (setting: Setting, at: string, stayId = 'second'): Report => ({
  care: { kind: 'stay-started', eventId: `start of ${stayId}`, stayId, setting, startedAt: at },
  fact: { kind: 'stay-started', eventId: `start of ${stayId}`, setting, at },
});

export const takenBack = (eventId: string): Report => ({
  care: { kind: 'fact-retracted', eventId },
  fact: { kind: 'fact-retracted', eventId },
});
export const windowClosed: Report = {
  fact: { kind: 'window-closed', followUpId: 'follow-up-7-stay@0' },
};

/** Each report with the stays that are known once it is. */
export function knowing(reports: readonly Report[]): FollowUpKnowing[] {
  let care = noCare;
  return reports.map(({ care: reported, fact, now = DISCHARGED_AT }) => {
    if (reported) care = evolveCare(care, [reported]);
    return { ...fact, now, stays: care.stays };
  });
}

/** What is reported last, after all that was reported before. */
export const when = (...reports: readonly Report[]) => {
  const known = knowing(reports);
  return given(followUps, ...known.slice(0, -1)).when(known.at(-1)!);
};

export const after = (...reports: readonly Report[]) =>
  given(followUps, ...knowing(reports)).state.windows;
export const statuses = (...reports: readonly Report[]) =>
  after(...reports).map(({ status }) => status);
