import type { LastChange } from '@handrail/contracts';
import type { ApiError } from '../../live/api.js';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Who did what meanwhile, when the refusal tells. */
export function meanwhileOf(error: ApiError): LastChange | null {
  const last = record(error.more['lastChange']);
  const [what, at] = [text(last['what']), text(last['at'])];
  return what && at ? { what, by: text(last['by']), at } : null;
}

/** Who holds it, when that is why it was refused. */
export const holderOf = (error: ApiError): string | null =>
  text(record(error.more['holder'])['by']);

/** What somebody did, and what it is called when nobody did it. */
const CHANGES: Readonly<Record<string, readonly [string, string]>> = {
  claimed: ['claimed it', 'It was claimed'],
  'handed-off': ['handed it off', 'It was handed off'],
  snoozed: ['snoozed it', 'It was snoozed'],
  'snooze-ended': ['ended its snooze', 'It came back from its snooze'],
  'information-requested': ['asked for information', 'Information was asked for'],
  'draft-saved': ['saved a draft', 'A draft was saved'],
  'proposal-made': ['recorded ratings', 'The policy was asked again with new ratings'],
  'evidence-changed': ['added evidence', 'New evidence came'],
  'level-determined': ['decided the level', 'The policy decided the level'],
  'outreach-tried': ['tried to reach the person', 'Somebody tried to reach the person'],
  'became-overdue': ['let it become overdue', 'It became overdue'],
  escalated: ['sent it back to the pool', 'It went back to the pool'],
  withdrawn: ['withdrew it', 'It was withdrawn'],
};

/** "nurse-8 decided the level", for a notice. */
export function meanwhileText({ what, by }: LastChange): string {
  const [did, passive] = CHANGES[what] ?? ['changed it', 'It was changed'];
  return by ? `${by} ${did}` : passive;
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
