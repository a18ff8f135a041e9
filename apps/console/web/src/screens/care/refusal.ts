import type { Meanwhile } from '../../../../src/api/care.js';
import { words } from '../../format/labels.js';
import type { ApiError } from '../../live/api.js';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Who did what meanwhile, when the refusal tells. */
export function meanwhileOf(error: ApiError): Meanwhile | null {
  const last = record(error.more['lastChange']);
  const [what, at] = [text(last['what']), text(last['at'])];
  return what && at ? { what, by: text(last['by']), at } : null;
}

/** Who holds it, when that is why it was refused. */
export const holderOf = (error: ApiError): string | null =>
  text(record(error.more['holder'])['by']);

const ACTS: Readonly<Record<string, string>> = {
  claim: 'claimed it',
  claimed: 'claimed it',
  'hand-off': 'handed it off',
  'handed-off': 'handed it off',
  snooze: 'snoozed it',
  snoozed: 'snoozed it',
  'request-information': 'asked for information',
  'information-requested': 'asked for information',
  draft: 'saved a draft',
  'draft-saved': 'saved a draft',
  ratings: 'recorded ratings',
  rated: 'recorded ratings',
  determine: 'signed it',
  determined: 'signed it',
  override: 'decided otherwise than the policy',
  overridden: 'decided otherwise than the policy',
  withdrawn: 'withdrew it',
  escalated: 'sent it back to the pool because it was overdue',
};

/** "nurse-8 signed it", for a notice. */
export function meanwhileText({ what, by }: Meanwhile): string {
  const did = ACTS[what] ?? `changed it (${words(what).toLowerCase()})`;
  return `${by ?? 'Somebody'} ${did}`;
}

/** A refusal in words a person can act on. */
export function refusal(error: ApiError): string {
  const holder = holderOf(error);
  switch (error.code) {
    case 'already-claimed':
    case 'held-by-another':
      return holder ? `${holder} holds it.` : 'Somebody else holds it.';
    case 'version-changed': {
      const meanwhile = meanwhileOf(error);
      return `${meanwhile ? meanwhileText(meanwhile) : 'Somebody changed it'} meanwhile. Nothing was saved over it.`;
    }
    default:
      return error.detail ? `${error.title}. ${error.detail}` : `${error.title}.`;
  }
}
