import type { DisclosedFact, DisclosureBasis, DisclosurePurpose, Ground } from '@handrail/domain';
import type { ConsentReport } from '../../consent/domain/consent-report.js';

/** By which way something left. */
export const DISCLOSURE_CHANNELS = [
  'offer',
  'place',
  'offer-list',
  'offer-answer',
  'fhir-task',
  'calendar',
  'webhook',
] as const;
export type DisclosureChannel = (typeof DISCLOSURE_CHANNELS)[number];

/** A row of the ledger: what was told of whom, to whom, what for and by what right. */
export interface DisclosureRow {
  /** The same telling has the same key, however often it is tried. */
  readonly key: string;
  /** Its key when the same was told before and this is to be kept beside it; null where it is the same telling. */
  readonly keyOnceMore?: string | null;
  readonly personId: string;
  readonly placementId: string;
  readonly organisation: string;
  /** Who in it, or which program or receiver of it. */
  readonly recipient: string;
  readonly channel: DisclosureChannel;
  readonly facts: readonly DisclosedFact[];
  readonly purpose: DisclosurePurpose;
  readonly basis: DisclosureBasis;
  /** The consent, or the ground that needs none. */
  readonly restsOn: string;
  readonly requestId: string | null;
}

/** What a decision about one placement rests on. */
export interface DisclosureSubject {
  readonly placement_id: string;
  readonly person_id: string;
  readonly consents: readonly ConsentReport[] | null;
  /** Whether the organisation runs a program that is asked to take the person, has them, or had them lately. */
  readonly is_treating: boolean;
  readonly grounds: readonly Ground[] | null;
}
