import { words } from '../../format/labels.js';
import type { Tone } from '../../ui/badges.js';
import type { IconName } from '../../ui/icons.js';
import type { ConsentItem, EmergencyItem } from '../../../../src/api/privacy.js';

const KINDS: Readonly<Record<string, string>> = {
  tpo: 'Treatment, payment, operations',
  single: 'One purpose',
  legal: 'Legal proceedings',
  notes: 'Counselling notes',
};
export const kindWords = (kind: string): string => KINDS[kind] ?? words(kind);

const PARTS: Readonly<Record<string, string>> = {
  discloser: 'who may tell',
  scope: 'what may be told',
  recipient: 'who may know',
  purpose: 'what for',
  expiry: 'until when',
  signature: 'the signature',
  text: 'the form',
};
/** Elements of 42 CFR 2.31(a) a consent lacks, as a person reads them. */
export const missingWords = (missing: readonly string[]): string =>
  missing.map((part) => PARTS[part] ?? words(part).toLowerCase()).join(', ');

const ACTS: Readonly<Record<string, string>> = {
  record: 'recorded',
  revoke: 'revoked',
  restore: 'restored',
};
/** What somebody did last with a consent. */
export const actWords = (kind: string): string => ACTS[kind] ?? words(kind).toLowerCase();

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
}

/** What a consent is worth now. */
export function consentLook({
  status,
  decision,
  missing,
}: Pick<ConsentItem, 'status' | 'decision' | 'missing'>): Look {
  if (status === 'revoked') return { tone: 'quiet', icon: 'close', title: 'Revoked' };
  if (status === 'expired') return { tone: 'quiet', icon: 'clock', title: 'Expired' };
  if (decision === 'deny') return { tone: 'bad', icon: 'close', title: 'Denies' };
  return missing.length > 0
    ? { tone: 'warn', icon: 'question', title: 'Incomplete' }
    : { tone: 'ok', icon: 'check-circle', title: 'Permits' };
}

/** Whom a consent is about. */
export function recipientWords({
  recipients,
  classes,
}: Pick<ConsentItem, 'recipients' | 'classes'>): string {
  const all = [...recipients, ...classes.map((each) => words(each).toLowerCase())];
  return all.length > 0 ? all.join(', ') : 'anybody';
}

/** What a consent lets them know; nothing stated is everything but counselling notes. */
export const factWords = (facts: readonly string[]): string =>
  facts.length === 0 ? 'everything' : facts.map((fact) => words(fact).toLowerCase()).join(', ');

const STATES: Readonly<Record<EmergencyItem['state'], Look>> = {
  open: { tone: 'bad', icon: 'alert', title: 'Open' },
  'to-review': { tone: 'warn', icon: 'hourglass', title: 'To review' },
  reviewed: { tone: 'ok', icon: 'check-circle', title: 'Reviewed' },
};
export const emergencyLook = (state: EmergencyItem['state']): Look => STATES[state];
