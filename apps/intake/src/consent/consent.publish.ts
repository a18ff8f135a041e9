import { consentChangedV2 } from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import type { ConsentTerms, ProvisionTerms } from '../inbound/domain/consent-terms.js';
import type { ConsentRecord } from '../inbound/domain/inbound.js';

/** What others are told of a consent: codes and times, none of its words. */
export function consentEvent(personId: string, consent: ConsentRecord): Outgoing {
  const { consentId, consentKind: kind, status, reportedAt, terms } = consent;
  return outgoing(consentChangedV2, {
    ...{ personId, consentId, kind, status, reportedAt },
    ...wholeOf(terms),
  });
}

const wholeOf = (terms: ConsentTerms) => ({
  ...provisionOf(terms),
  missing: [...terms.missing],
  ...{ startsAt: terms.startsAt, endsAt: terms.endsAt, revokedAt: terms.revokedAt },
  exceptions: terms.exceptions.map(provisionOf),
});

const provisionOf = (terms: ProvisionTerms) => ({
  decision: terms.decision,
  recipients: [...terms.recipients],
  classes: [...terms.classes],
  purposes: [...terms.purposes],
  facts: [...terms.facts],
  limits: [...terms.limits],
});
