import {
  allotted,
  asked,
  determined,
  newest,
  nobody,
  NOW,
  settled,
} from '../../testing/builders.js';
import { consentReport } from '../../testing/consents.js';
import { decideActCommand } from '../../testing/act-commands.js';
import { evolve } from './evolve.js';
import { placedOutside } from './placed-outside.js';
import type { PersonPlacements } from './placement.js';

const outside = new Map([['iop-program', 'birch']]);
const waits = asked({ ...nobody, outside, consents: [consentReport()] }, determined('a'), 'a');
const placed = settled(waits, allotted(newest(waits)));
const revoked = [consentReport({ eventId: 'e2', revokedAt: NOW, reportedAt: NOW })];

const by = (person: PersonPlacements, what: 'end' | 'reinstate'): PersonPlacements => {
  const { id: placementId, version } = newest(person);
  const act = { kind: 'act', what, placementId, version, by: 'ann', reason: 'left' } as const;
  const decision = decideActCommand(person, act);
  if (decision.kind !== 'happened') throw new Error(decision.reason);
  return evolve(person, decision.events);
};

describe('what a change of a person tells programs of other organisations', () => {
  it('is a place that is given, by the consent it rests on', () => {
    expect(placedOutside({ before: waits, after: placed }, NOW)).toMatchObject([
      {
        ...{ key: `place:${newest(placed).id}:iop-program`, recipient: 'iop-program' },
        ...{ organisation: 'birch', channel: 'place', basis: 'consent', restsOn: 'c1' },
      },
    ]);
    expect(placedOutside({ before: placed, after: placed }, NOW)).toEqual([]);
  });

  it('is nothing without a consent: the change is not made', () => {
    const after = { ...placed, consents: revoked };
    expect(() => placedOutside({ before: waits, after }, NOW)).toThrow('consent-revoked');
  });

  it('is nothing new of a place that came with a merge, whatever was revoked since', () => {
    const after = { ...placed, consents: revoked };
    expect(placedOutside({ before: nobody, after }, NOW)).toEqual([]);
  });

  it('is a place once more when somebody takes its end back', () => {
    const before = by(placed, 'end');
    const again = placedOutside({ before, after: by(before, 'reinstate') }, NOW);
    const { id, version } = newest(before);
    const key = `place:${id}:iop-program`;
    expect(again).toMatchObject([{ key, keyOnceMore: `${key}:${version}` }]);
  });

  it('is a place once more when what had taken it is taken back, at the same program too', () => {
    const { id: placementId } = newest(placed);
    const ends = { placementId, reason: 'cause-retracted', displacedBy: null };
    const ended = evolve(placed, [{ kind: 'placement-withdrawn', ...ends }]);
    const before = evolve(ended, [{ kind: 'placement-reinstated', placementId }]);
    const after = settled(before, allotted(newest(before)));
    expect(newest(after).status).toBe('confirmed');
    const { version } = newest(before);
    expect(placedOutside({ before, after }, NOW)).toMatchObject([
      { keyOnceMore: `place:${placementId}:iop-program:${version}` },
    ]);
  });
});
