import { badRequest, conflict, notFound, type Problem } from '@handrail/platform';
import type { BlockRefusal } from '../program/domain/block-places.js';

interface AtFault {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

/** Refusals for what the request itself says. */
const AT_FAULT: Readonly<Partial<Record<BlockRefusal, AtFault>>> = {
  'until-is-past': { path: '/until', reason: 'has passed', accepted: 'a time ahead, or null' },
  'too-far-ahead': {
    path: '/until',
    reason: 'is more than a year ahead',
    accepted: 'a time within a year, or null',
  },
  'more-than-places': {
    path: '/places',
    reason: 'is more than the track has beside what is blocked already',
    accepted: 'at most the places that are not blocked',
  },
};

const DETAILS: Readonly<Record<string, string>> = {
  'no-such-block': 'These places are in service again already, or were never blocked.',
  'too-many-blocks': 'A track has at most 50 blocks at a time: end some of them first.',
  'closed-so-already': 'The program is closed on these days already.',
  'newer-report-known': 'A newer count of these places is known.',
};

/** A refusal of a rule in the words of HTTP. */
export function asProblem(reason: string): Problem {
  if (reason === 'no-such-track') return notFound('track of this program');
  const atFault = AT_FAULT[reason as BlockRefusal];
  if (atFault) return badRequest('These places cannot be blocked.', [atFault]);
  return conflict(reason, DETAILS[reason] ?? 'This is not possible now.');
}
