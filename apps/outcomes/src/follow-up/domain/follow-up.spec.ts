import { given } from '@handrail/testing/decider';
import { evolve as evolveCare, noCare, mergeCare } from '../../care/domain/care.js';
import { followUps, type FollowUpKnowing } from '../../testing/deciders.js';
import {
  admitted,
  after,
  attended,
  discharged,
  DISCHARGED_AT,
  knowing,
  statuses,
  takenBack,
  when,
  windowClosed,
  type Report,
} from '../../testing/follow-up-reports.js';
import { evolve } from './evolve.js';
import { mergeFollowUps } from './window.js';

describe('a discharge', () => {
  it('opens a window of 7 and one of 30 local days after its day', () => {
    expect(after(discharged()).map(({ days, dueAt }) => ({ days, dueAt }))).toEqual([
      { days: 7, dueAt: '2026-11-15T05:00:00.000Z' },
      { days: 30, dueAt: '2026-12-08T05:00:00.000Z' },
    ]);
  });

  it.each([
    ['from the emergency department', { setting: 'emergency' as const }],
    ['of someone who died', { disposition: 'died' as const }],
    ['that is history when it is told', { now: '2026-12-08T04:30:01Z' }],
  ])('%s opens none', (_name, change) => {
    when(discharged(change)).thenIgnored('no-window-concerned');
  });

  it('told a second time opens no second pair', () => {
    when(discharged(), discharged({ eventId: 'again' }))
      .thenIgnored('no-window-concerned')
      .thenState({ windows: [{ status: 'open' }, { status: 'open' }] });
  });

  it('that is taken back cancels its windows', () => {
    when(discharged(), takenBack('discharge')).then(
      { kind: 'window-dropped', followUpId: 'follow-up-7-stay@0', as: 'cancelled' },
      { kind: 'window-dropped', followUpId: 'follow-up-30-stay@0', as: 'cancelled' },
    );
    expect(statuses(discharged(), takenBack('discharge'))).toEqual(['cancelled', 'cancelled']);
  });
});

describe('follow-up', () => {
  it('does not count on the day of discharge', () => {
    expect(statuses(discharged(), attended('2026-11-08T04:45:00Z'))).toEqual(['open', 'open']);
  });

  it('counts from the next local day on', () => {
    expect(statuses(discharged(), attended('2026-11-08T05:15:00Z'))).toEqual(['met', 'met']);
  });

  it('counts up to the end of the last day', () => {
    expect(statuses(discharged(), attended('2026-11-15T04:59:00Z'))).toEqual(['met', 'met']);
    expect(statuses(discharged(), attended('2026-11-15T05:01:00Z'))).toEqual(['open', 'met']);
  });

  it('is also outpatient care that begins', () => {
    const began = admitted('outpatient', '2026-11-10T15:00:00Z');
    expect(statuses(discharged(), began)).toEqual(['met', 'met']);
  });

  it('that was reported before the discharge counts all the same', () => {
    expect(statuses(attended('2026-11-10T15:00:00Z'), discharged())).toEqual(['met', 'met']);
  });

  it('that is taken back opens the window again, unless other care met it too', () => {
    const session = attended('2026-11-10T15:00:00Z');
    when(discharged(), session, takenBack('session'))
      .thenKinds('contact-forgotten', 'window-reopened', 'window-reopened')
      .thenState({ windows: [{ status: 'open' }, { status: 'open' }] });
    when(discharged(), attended('2026-11-11T15:00:00Z', 'other'), session, takenBack('session'))
      .thenKinds('contact-forgotten')
      .thenState({ windows: [{ status: 'met' }, { status: 'met' }] });
  });
});

describe('a window that closes', () => {
  it('with nothing in it is missed', () => {
    when(discharged(), windowClosed)
      .then({
        kind: 'window-missed',
        followUpId: 'follow-up-7-stay@0',
        dueAt: '2026-11-15T05:00:00.000Z',
      })
      .thenState({ windows: [{ status: 'missed' }, { status: 'open' }] });
  });

  it('after it was met changes nothing', () => {
    when(discharged(), attended('2026-11-10T15:00:00Z'), windowClosed).thenIgnored(
      'no-window-concerned',
    );
  });

  it('is met after all when the care is reported late', () => {
    const late = attended('2026-11-10T15:00:00Z');
    expect(statuses(discharged(), windowClosed, late)).toEqual(['met', 'met']);
  });
});

describe('an admission inside the window', () => {
  it('hands the clock to the last discharge', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    const again = discharged({ eventId: 'later', stayId: 'second', at: '2026-11-20T15:00:00Z' });
    const handedOn = ['superseded', 'superseded', 'open', 'open'];
    expect(statuses(discharged(), admission, again)).toEqual(handedOn);
    // However late the first discharge is reported, nobody waits for it.
    expect(statuses(admission, again, discharged())).toEqual(['open', 'open']);
    expect(statuses(again, discharged(), admission)).toEqual(
      expect.arrayContaining(['open', 'open']),
    );
    expect(statuses(again, discharged(), admission).filter((each) => each === 'open')).toHaveLength(
      2,
    );
  });

  it('that is reported after the window has closed empty takes the miss back', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    expect(statuses(discharged(), windowClosed, admission)).toEqual(['superseded', 'superseded']);
  });

  it('that never was gives the clock back, also where it began before the discharge', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    when(discharged(), admission, takenBack('start of second'))
      .thenKinds('window-reopened', 'window-reopened')
      .thenState({ windows: [{ status: 'open' }, { status: 'open' }] });
    const livesThere = admitted('residential', '2026-11-07T15:00:00Z');
    expect(statuses(livesThere, discharged())).toEqual([]);
    expect(statuses(livesThere, discharged(), takenBack('start of second'))).toEqual([
      'open',
      'open',
    ]);
  });
});

describe('a death', () => {
  const died = discharged({
    ...{ eventId: 'death', stayId: 'ward', setting: 'emergency', disposition: 'died' },
    at: '2026-11-09T15:00:00Z',
  });

  it('ends every window, whichever was reported first, and opens them again when nobody died', () => {
    expect(statuses(discharged(), died)).toEqual(['cancelled', 'cancelled']);
    expect(statuses(died, discharged())).toEqual([]);
    expect(statuses(discharged(), died, takenBack('death'))).toEqual(['open', 'open']);
    expect(statuses(died, discharged(), takenBack('death'))).toEqual(['open', 'open']);
  });

  it('that is a discharge as it is corrected ends the windows of that discharge', () => {
    const corrected: Report = {
      care: {
        ...{ kind: 'stay-corrected', stayId: 'stay', setting: 'withdrawal-management' },
        ...{ startedAt: null, endedAt: null, disposition: 'died' },
      },
      fact: { kind: 'stays-known' },
    };
    expect(statuses(discharged(), corrected)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('two records of one person', () => {
  it('meet with care in one of them the window of the other, and hand the clock on', () => {
    const [survivor, retired] = [[discharged()], [attended('2026-11-10T15:00:00Z')]].map(
      (reports) => given(followUps, ...knowing(reports)).state,
    );
    const both = { ...followUps, initialState: mergeFollowUps(survivor!, retired!) };
    const stays = knowing([discharged()]).at(-1)!.stays;
    const merged: FollowUpKnowing = { kind: 'stays-known', now: DISCHARGED_AT, stays };
    given(both)
      .when(merged)
      .thenState({ windows: [{ status: 'met' }, { status: 'met' }] });
  });

  it('of one stay that either was told a part of know all of it', () => {
    const [started, ended] = [
      admitted('residential', '2026-11-02T15:00:00Z', 'stay'),
      discharged(),
    ].map(({ care }) => evolveCare(noCare, [care!]));
    for (const [survivor, retired] of [
      [started!, ended!],
      [ended!, started!],
    ] as const)
      expect(mergeCare(survivor, retired).stays).toMatchObject([
        { startedAt: '2026-11-02T15:00:00Z', endedAt: DISCHARGED_AT, disposition: 'completed' },
      ]);
  });
});

describe('the life of a window', () => {
  it('refuses an event that its table does not know', () => {
    const reports = [discharged(), attended('2026-11-10T15:00:00Z')];
    const { state } = given(followUps, ...knowing(reports));
    const missed = { kind: 'window-missed', followUpId: 'follow-up-7-stay@0', dueAt: '' } as const;
    expect(() => evolve(state, [missed])).toThrow(
      'window-missed leads no follow-up window from met to missed',
    );
  });
});
