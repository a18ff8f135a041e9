import { CONSENT_ELEMENTS } from '@handrail/domain';
import { consentChanged, consentChangedV2 } from '../intake/index.js';
import { defineUpcaster } from './upcaster.js';

const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** The first version did not say whom and what a consent covers: it permits nothing, and any other replaces it. */
export const consentChangedV1ToV2 = defineUpcaster(consentChanged, consentChangedV2, (data) => ({
  ...data,
  decision: 'permit' as const,
  ...{ recipients: [], classes: [], purposes: [], facts: [], limits: [], exceptions: [] },
  missing: [...CONSENT_ELEMENTS],
  ...{ startsAt: null, endsAt: null, reportedAt: LONG_AGO },
  revokedAt: data.status === 'revoked' ? LONG_AGO : null,
}));
