import type { TimerChange } from '@handrail/messaging';
import { nextChange } from '../consent/domain/consent-report.js';
import type { PersonPlacements } from './domain/placement.js';

/** A consent begins or ends by itself, at the end of its day for example, with nobody saying anything. */
export const CONSENT_DUE = 'timer.scheduling.consent-due';

/** The timer of a person's consents as it has to be; of somebody who was merged another one may ring, too. */
export function consentTimer({ personId, consents }: PersonPlacements, now: string): TimerChange {
  const name = `consents:${personId}`;
  const dueAt = nextChange(consents, now);
  return dueAt === null
    ? { kind: 'cancel', name }
    : { kind: 'set', name, type: CONSENT_DUE, dueAt, data: {} };
}
