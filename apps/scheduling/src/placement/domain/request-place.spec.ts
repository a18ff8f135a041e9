import {
  allotted,
  asked,
  determined,
  id,
  keptWaiting,
  circumstances,
  newest,
  nobody,
  settled,
  shown,
  type Asked,
} from '../../testing/builders.js';
import { evolve } from './evolve.js';
import { requestPlace } from './request-place.js';
import { withdrawFor } from './withdraw.js';

describe('a determination', () => {
  it('joins the line and is nothing more until the allocator looked', () => {
    const person = asked(nobody, determined('detox'), 'first');
    expect(shown(person)).toEqual(['IOP requested']);
    expect(newest(person)).toMatchObject({
      id: id('first placement'),
      needsLook: true,
      priorityClass: 4,
      causedBy: { reassessmentId: id('detox'), messageId: id('detox message') },
    });
  });

  it.each([
    ['d1-d3 are not known', { level: null }, 'needs-human'],
    ['the person needs acute care', { level: 'ACUTE' }, 'acute-care'],
    ['a person has to decide', { mode: 'needs-human' }, 'needs-human'],
  ] as const)('places nobody when %s', (_why, change, reason) => {
    expect(requestPlace(nobody, determined('detox', change), circumstances('first'))).toEqual({
      kind: 'ignored',
      reason,
    });
  });

  it('places when a clinician decided what the policy left to a person', () => {
    const byClinician = determined('detox', { mode: 'needs-human', decidedBy: 'clinician' });
    expect(shown(asked(nobody, byClinician, 'first'))).toEqual(['IOP requested']);
  });

  it('takes back what the same reassessment asked for before when a person has to decide now', () => {
    const waiting = asked(nobody, determined('detox'), 'first');
    const now = asked(waiting, determined('detox', { level: null }, 5), 'second');
    expect(shown(now)).toEqual(['IOP withdrawn superseded']);
  });

  it('leaves another reassessment in line when a person has to decide about a new one', () => {
    const waiting = asked(nobody, determined('detox'), 'first');
    const decision = requestPlace(
      waiting,
      determined('other', { level: null }, 5),
      circumstances('x'),
    );
    expect(decision).toEqual({ kind: 'ignored', reason: 'needs-human' });
  });

  it('takes a person who needs acute care out of every line', () => {
    const waiting = asked(nobody, determined('detox'), 'first');
    const now = asked(waiting, determined('overdose', { level: 'ACUTE' }, 5), 'second');
    expect(shown(now)).toEqual(['IOP withdrawn superseded']);
  });

  it('replaces a request for another level, whichever reassessment asked', () => {
    const waiting = asked(nobody, determined('detox'), 'first');
    const now = asked(waiting, determined('relapse', { level: 'PHP' }, 5), 'second');
    expect(shown(now)).toEqual(['IOP withdrawn superseded', 'PHP requested']);
    expect(now.placements[0]!.displacedBy).toBe(newest(now).id);
  });

  it('keeps the place in line when the same level is determined again', () => {
    const first = asked(nobody, determined('detox'), 'first');
    const waiting = settled(first, keptWaiting(newest(first)));
    const now = asked(waiting, determined('detox', { context: { injecting: true } }, 60), 'second');
    expect(shown(now)).toEqual(['IOP waitlisted full']);
    expect(newest(now)).toMatchObject({
      requestedAt: newest(first).requestedAt,
      priorityClass: 3,
      needsLook: true,
      support: [{ determinationId: id('detox determination 60') }],
    });
  });

  it('places nothing new when the level is held already, and drops other requests', () => {
    const first = asked(nobody, determined('detox'), 'first');
    const placed = settled(first, allotted(newest(first)));
    const moving = asked(placed, determined('relapse', { level: 'PHP' }, 5), 'second');
    const now = asked(moving, determined('review', {}, 9), 'third');
    expect(shown(now)).toEqual(['IOP confirmed', 'PHP withdrawn superseded']);
    expect(now.placements[0]!.support.map(({ reassessmentId }) => reassessmentId)).toEqual([
      id('detox'),
      id('review'),
    ]);
  });

  it('keeps the place held while a move is waited for', () => {
    const first = asked(nobody, determined('detox'), 'first');
    const placed = settled(first, allotted(newest(first)));
    const now = asked(placed, determined('relapse', { level: 'PHP' }, 5), 'second');
    expect(shown(now)).toEqual(['IOP confirmed', 'PHP requested']);
  });
});

describe('a determination about something that happened earlier, whose message came late', () => {
  const happenedOn = (name: string, day: string, change: Asked = {}) => {
    const made = determined(name, change, 5);
    return { ...made, support: { ...made.support, reasonAt: `2026-11-${day}T08:00:00.000Z` } };
  };
  const wantsPhp = asked(nobody, happenedOn('relapse', '14', { level: 'PHP' }), 'first');
  const inPhp = settled(wantsPhp, allotted(newest(wantsPhp)));
  const detox = happenedOn('detox', '02');

  it.each([
    ['has', inPhp, 'PHP confirmed'],
    ['waits for', wantsPhp, 'PHP requested'],
  ])('does not move the person from what the person %s', (_how, person, stands) => {
    const now = asked(person, detox, 'second');
    expect(shown(now)).toEqual([stands, 'IOP withdrawn superseded']);
    expect(newest(now).displacedBy).toBe(person.placements[0]!.id);
    expect(shown(asked(now, detox, 'third'))).toEqual(shown(now));
  });

  it('is there when the newer reason falls', () => {
    const now = asked(inPhp, detox, 'second');
    const fell = { reassessmentId: id('relapse'), reason: 'trigger-retracted' };
    const decision = withdrawFor(now, fell);
    const left = evolve(now, decision.kind === 'happened' ? decision.events : []);
    expect(shown(left)).toEqual(['PHP withdrawn trigger-retracted', 'IOP requested']);
  });

  it('stands behind the same place, and drops no request for a newer reason', () => {
    const inIop = asked(nobody, happenedOn('old', '01'), 'first');
    const placed = settled(inIop, allotted(newest(inIop)));
    const moving = asked(placed, happenedOn('relapse', '14', { level: 'PHP' }), 'second');
    const now = asked(moving, detox, 'third');
    expect(shown(now)).toEqual(['IOP confirmed', 'PHP requested']);
    expect(now.placements[0]!.support.map(({ reassessmentId }) => reassessmentId)).toEqual([
      id('old'),
      id('detox'),
    ]);
  });

  it('moves the person when somebody decided it, or when it is about the same reassessment', () => {
    const byClinician = { ...detox, decidedBy: 'clinician' as const };
    expect(shown(asked(inPhp, byClinician, 'second'))).toEqual(['PHP confirmed', 'IOP requested']);
    const again = happenedOn('relapse', '13');
    expect(shown(asked(inPhp, again, 'second'))).toEqual(['PHP confirmed', 'IOP requested']);
  });
});
