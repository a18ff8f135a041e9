import { ownValue } from '@handrail/domain';
import { codeWords } from './describe-decisions.js';
import { joined, number, plain, text } from './words.js';
import type { Data } from './words.js';
import type { Description } from './describe.js';

const DEADLINES: Readonly<Record<string, string>> = {
  due14: 'admission within 14 days',
  due120: 'admission within 120 days',
  due48h: 'interim services within 48 hours',
  offer: 'answer to an offer',
};

/** What scheduling published, in plain words. */
export function describeScheduling(name: string, data: Data): Description | null {
  const program = joined(text(data, 'programId'), text(data, 'trackId'));
  const level = text(data, 'level');
  switch (name) {
    case 'placement-offered':
      return {
        title: `Place offered${level ? `: ${level}` : ''}`,
        facts: program,
        outcome: 'waiting',
      };
    case 'placement-confirmed':
      return {
        title: `Place confirmed${level ? `: ${level}` : ''}`,
        facts: joined(program, text(data, 'startsOn') && `starts ${text(data, 'startsOn')}`),
        outcome: 'placed',
      };
    case 'placement-waitlisted':
      return {
        title: `Waiting for a place${level ? `: ${level}` : ''}`,
        facts:
          text(data, 'waitReason') === 'full'
            ? 'every matching program is full'
            : 'no program matches',
        outcome: 'waiting',
      };
    case 'placement-declined':
      return {
        title: 'Offer declined',
        facts: joined(program, codeWords(data, 'reason')),
        outcome: 'attention',
      };
    case 'placement-withdrawn':
      return {
        title: data['wasConfirmed'] === true ? 'Confirmed place given back' : 'Placement withdrawn',
        facts: joined(program, codeWords(data, 'reason')),
        outcome: 'taken-back',
      };
    case 'placement-completed':
      return {
        title: `Placement ended${level ? `: ${level}` : ''}`,
        facts: joined(program, codeWords(data, 'endReason')),
        outcome: 'ended',
      };
    case 'sessions-scheduled':
      return sessionsScheduled(data);
    case 'capacity-changed':
      return {
        title: 'Places changed',
        facts: joined(
          program,
          `${number(data, 'used') ?? '?'} of ${number(data, 'capacity') ?? '?'} used`,
          (number(data, 'held') ?? 0) > 0 && `${number(data, 'held')} held`,
        ),
        outcome: 'recorded',
      };
    case 'deadline-at-risk': {
      const deadline = text(data, 'deadline') ?? 'deadline';
      return {
        title: 'Deadline at risk',
        facts: ownValue(DEADLINES, deadline) ?? plain(deadline),
        outcome: 'attention',
      };
    }
    default:
      return null;
  }
}

function sessionsScheduled(data: Data): Description {
  const first = text(data, 'firstSessionAt');
  return {
    title: 'Sessions scheduled',
    facts: joined(
      `${number(data, 'sessions') ?? '?'} sessions`,
      `${number(data, 'hoursPerWeek') ?? '?'} h a week`,
      first && `from ${first.slice(0, 10)}`,
    ),
    outcome: 'recorded',
  };
}
