import {
  disclosureNotice,
  type DenialReason,
  type DisclosedFact,
  type DisclosureNotice,
  type DisclosurePurpose,
} from '@handrail/domain';
import { mayTell } from '../../consent/domain/consent-report.js';
import type { DisclosureChannel, DisclosureRow, DisclosureSubject } from './disclosure.js';

/** Something that may leave, with what goes with it. */
export interface Disclosed {
  readonly kind: 'disclosed';
  readonly row: DisclosureRow;
  readonly notice: DisclosureNotice;
  /** What was consented to, in a sentence (42 CFR 2.32(b)). */
  readonly scope: string;
}

export interface Withheld {
  readonly kind: 'withheld';
  readonly personId: string;
  readonly reason: DenialReason;
}

export interface DisclosureAskedFor {
  readonly organisation: string;
  readonly recipient: string;
  readonly requestId: string | null;
  readonly facts: readonly DisclosedFact[];
  readonly purpose: DisclosurePurpose;
  readonly channel: DisclosureChannel;
  readonly now: string;
  /** Names one telling, however often it is tried. */
  readonly key: string;
}

/** Whether what is asked of a placement may be told, and the row of the ledger it makes. */
export function decideDisclosure(
  of: DisclosureSubject,
  asked: DisclosureAskedFor,
): Disclosed | Withheld {
  const { placement_id: placementId, person_id: personId } = of;
  const { key, organisation, recipient, requestId, facts, purpose, channel, now } = asked;
  const classes = of.is_treating ? (['treating-providers'] as const) : [];
  const telling = { organisation, classes, purpose, facts, now };
  const decision = mayTell(of.consents ?? [], of.grounds ?? [], telling);
  if (decision.kind === 'denied') return { kind: 'withheld', personId, reason: decision.reason };
  const { basis, restsOn } = decision;
  return {
    kind: 'disclosed',
    row: {
      ...{ key, personId, placementId, organisation, recipient, channel, facts, purpose },
      ...{ basis, restsOn, requestId },
    },
    notice: disclosureNotice,
    scope: `Disclosed to ${organisation} for ${words(purpose)}: ${facts.map(words).join(', ')}. By ${words(basis)}.`,
  };
}

const words = (code: string): string => code.replaceAll('-', ' ');
