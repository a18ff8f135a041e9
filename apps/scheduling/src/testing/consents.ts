import type { ConsentReport } from '../consent/domain/consent-report.js';

/** A whole consent to treatment by Birch House, without an end. */
export const consentReport = (change: Partial<ConsentReport> = {}): ConsentReport => ({
  ...{ id: 'c1', eventId: 'e1', reportedAt: '2026-11-01T00:00:00.000Z', kind: 'tpo' },
  ...{ decision: 'permit', recipients: ['birch'], classes: [], facts: [] },
  purposes: ['treatment', 'payment', 'operations'],
  ...{ missing: [], startsAt: null, endsAt: null, revokedAt: null, exceptions: [] },
  ...change,
});
