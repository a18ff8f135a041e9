import { notFound, preconditionFailed, Problem } from '@handrail/platform';
import type { PlacementActRefusal } from '../placement/domain/acts/act.js';

const DETAILS: Readonly<Record<PlacementActRefusal, string>> = {
  'no-such-placement': 'There is no placement with this id.',
  'version-changed': 'Read the placement again: it was changed meanwhile.',
  'not-confirmed': 'The person does not have this place now.',
  'not-ended-by-hand': 'Only a place that somebody ended by hand can be taken up again.',
  'has-another-place': 'The person has another place.',
  'person-died': 'The person is dead.',
  'plan-is-over': 'The last session of the plan has passed.',
  'no-plan': 'A place without sessions has no plan that could be extended.',
  'plan-would-be-over': 'The plan would end in the past: end the place instead.',
  'plan-too-long': 'The plan would be longer than 104 weeks.',
  'already-arrived': 'The person has come already: the first day is past.',
  'has-not-arrived': 'Nobody has recorded by hand that the person is there.',
  'has-sessions': 'Of a place with sessions attendance says who came.',
  'starts-then-already': 'The first session on or after this day is the first one already.',
  'too-far-ahead': 'A first day lies at most a year ahead.',
  'no-session-then': 'The track has no session in the four weeks from this day on.',
  'lives-in-until-later': 'The person lives in elsewhere until after this day.',
  'already-held': 'The place is kept already.',
  'not-held': 'The place is not kept for anything.',
  'held-for-a-stay': 'The place is kept for a stay elsewhere, and taken up when the stay ends.',
  'already-there': 'The person has a place in this track already.',
  'does-not-fit':
    'The track is closed, has another level or no session in sight, or cannot do what the person needs.',
  'no-consent':
    'Another organisation runs the program, and no consent of the person lets it be disclosed of them.',
  'nothing-to-review': 'Nobody has to look at it.',
  'nothing-was-reviewed': 'Nobody has looked at it, or somebody has to already.',
  'too-many-offers': 'More programs would be asked at the same time than the settings allow.',
  'already-offered': 'The program is asked for this track already.',
  'lives-in': 'Nobody knows when the person is free of the stay they live in.',
  'no-free-place': 'Every place of the track is taken, or the next in line waits for it.',
  'takes-nobody': 'The program takes nobody for now: open it first, or find another place.',
  paused: 'The person cannot come until nobody knows when: end the pause first.',
  'not-waiting':
    'The person does not wait for this any more, or no offer is open, or they have come already.',
  'in-the-future': 'This cannot have happened yet.',
  'already-paused': 'The person cannot come for a part of that time already: end that pause first.',
  'not-paused': 'The person is in no pause now.',
  'ends-before-it-begins': 'A pause ends after it begins, and not in the past.',
  'too-few-attempts':
    'Three failed attempts on three days come before, since the person was reached.',
  'not-removed-by-hand': 'Only who was taken off the list by hand is put back by hand.',
  'nothing-asks-for-it': 'No determination asks for this place any more.',
  'not-pregnant': 'Only a pregnant woman is referred to the State.',
  'already-referred': 'A referral to the State waits for its answer.',
  'not-referred': 'No referral to the State waits for an answer.',
  'no-such-entry': 'Nothing was noted under this id.',
};

/** A refusal of a rule in the words of HTTP. */
export function asProblem(refusal: PlacementActRefusal): Problem {
  if (refusal === 'no-such-placement') return notFound('placement');
  if (refusal === 'version-changed') return preconditionFailed(DETAILS[refusal]);
  return new Problem(409, refusal, 'Conflict with the present state', DETAILS[refusal]);
}
