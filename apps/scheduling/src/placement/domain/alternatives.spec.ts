import { given } from '@handrail/testing/decider';
import type { StayFact } from '../../stay/domain/stay.js';
import { id, newest, shown } from '../../testing/builders.js';
import {
  declines,
  determines,
  falls,
  findsAt,
  matchesNone,
} from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import { actsAbout } from '../../testing/waiting-act-commands.js';

const nobody = given(placementDecider);
const asked = nobody.and(
  determines('detox', { alternatives: ['PHP', 'RES'], context: { pregnant: true } }),
);
const tried = asked.and(matchesNone('IOP', 'PHP'));
const placed = tried.and(findsAt('PHP'));
const stay = (fact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact });
const day = { ...{ stayId: id('day'), facility: 'somewhere' }, setting: 'partial-hospitalization' };
const begins = stay({
  ...{ kind: 'stay-started', eventId: id('day start'), ...day },
  ...{ setting: 'partial-hospitalization', startedAt: '2026-11-18T15:00:00.000Z' },
});
const didNotBegin = stay({ kind: 'fact-retracted', retractedEventId: id('day start') });

describe('a level that no program gives', () => {
  it('is kept in line while the first alternative that some program gives is tried beside it', () => {
    const { state } = asked.when(matchesNone('IOP', 'PHP'));
    expect(shown(state)).toEqual(['IOP waitlisted no-matching-program', 'PHP requested']);
    const [wanted] = state.placements;
    expect(newest(state)).toMatchObject({
      ...{ requestedAt: wanted!.requestedAt, priorityClass: 2, causedBy: wanted!.causedBy },
      need: { insteadOf: 'IOP', context: { pregnant: true } },
    });
    expect(newest(state).need).not.toHaveProperty('alternatives');
  });

  it('waits alone where the policy names no alternative, or no program gives one', () => {
    for (const alternatives of [[], ['PHP']] as const) {
      const { state } = nobody
        .and(determines('detox', { alternatives }))
        .when(matchesNone('IOP', null));
      expect(shown(state)).toEqual(['IOP waitlisted no-matching-program']);
    }
  });

  it('is asked for once, and the next alternative takes over from one that nobody gives any more', () => {
    expect(shown(tried.when(matchesNone('IOP', 'PHP')).state)).toHaveLength(2);
    const { state } = tried.and(matchesNone('PHP')).when(matchesNone('IOP', 'RES'));
    expect(shown(state)).toEqual([
      'IOP waitlisted no-matching-program',
      'PHP withdrawn superseded',
      'RES requested',
    ]);
    expect(shown(placed.when(matchesNone('IOP', 'RES')).state)).toHaveLength(2);
  });

  it('is what the person moves to as soon as a program gives it', () => {
    expect(shown(placed.state)).toEqual(['IOP waitlisted no-matching-program', 'PHP confirmed']);
    expect(shown(placed.when(findsAt('IOP')).state)).toEqual([
      'IOP confirmed',
      'PHP completed transferred',
    ]);
    expect(shown(tried.when(findsAt('IOP')).state)).toEqual([
      'IOP confirmed',
      'PHP withdrawn superseded',
    ]);
  });

  it('is waited for alone again once a program gives it and is full; who has a place keeps it', () => {
    const full = (person: Parameters<typeof newest>[0]): PlacementCommand => {
      const command = matchesNone('IOP');
      const kept = typeof command === 'function' ? command(person) : command;
      if (kept.kind !== 'settle' || kept.allotment.kind !== 'wait') throw new Error('no wait');
      return { ...kept, allotment: { ...kept.allotment, waitReason: 'full' } };
    };
    expect(shown(tried.when(full).state)).toEqual([
      'IOP waitlisted full',
      'PHP withdrawn superseded',
    ]);
    expect(shown(placed.when(full).state)).toEqual(['IOP waitlisted full', 'PHP confirmed']);
  });

  it('is no longer waited for once the person has begun elsewhere, and is again if that was not so', () => {
    const begun = placed.and(begins);
    expect(shown(begun.state)).toEqual(['IOP withdrawn superseded', 'PHP confirmed']);
    expect(shown(begun.when(didNotBegin).state)).toEqual(['IOP requested', 'PHP confirmed']);
  });

  it('falls with its reason, alternative and all', () => {
    for (const life of [tried, placed])
      expect(shown(life.when(falls('detox')).state)).toEqual([
        'IOP withdrawn trigger-retracted',
        'PHP withdrawn trigger-retracted',
      ]);
  });

  it('is the alternative itself when that is determined next', () => {
    expect(shown(placed.when(determines('review', { level: 'PHP' }, 60)).state)).toEqual([
      'IOP withdrawn superseded',
      'PHP confirmed',
    ]);
    expect(shown(tried.when(determines('review', { level: 'PHP' }, 60)).state)).toEqual([
      'IOP withdrawn superseded',
      'PHP requested',
    ]);
  });

  it('ends with the alternative for who refuses care, and who leaves one is not asked for it again', () => {
    const [first] = tried.state.placements;
    const removes = actsAbout('remove', { placementId: first!.id, version: first!.version });
    expect(shown(tried.when(removes).state)).toEqual([
      'IOP withdrawn refuses',
      'PHP withdrawn refuses',
    ]);
    const refused = tried.and(matchesNone('PHP')).and(actsAbout('remove'));
    expect(shown(refused.when(matchesNone('IOP', 'PHP')).state)).toEqual([
      'IOP waitlisted no-matching-program',
      'PHP withdrawn refuses',
    ]);
  });

  it('stands beside what was determined for itself since, which goes on when its offer is declined', () => {
    const offered = tried
      .and(findsAt('PHP', 'by-offer'))
      .and(determines('review', { level: 'PHP' }, 60));
    expect(shown(offered.when(declines()).state)).toEqual([
      'IOP withdrawn superseded',
      'PHP declined no-bed-for-this-need',
      'PHP requested',
    ]);
  });

  it('is not asked for instead where the person has the alternative already', () => {
    const has = nobody
      .and(determines('first', { level: 'PHP' }))
      .and(findsAt('PHP'))
      .and(determines('detox', { alternatives: ['PHP'] }, 60));
    expect(shown(has.when(matchesNone('IOP', 'PHP')).state)).toEqual([
      'PHP confirmed',
      'IOP waitlisted no-matching-program',
    ]);
  });

  it('that is determined once more stands behind the alternative too, and leaves its offer open', () => {
    const again = determines('again', { alternatives: ['PHP', 'RES'] }, 60);
    const offered = tried.and(findsAt('PHP', 'by-offer')).when(again);
    expect(shown(offered.state)).toEqual(['IOP waitlisted no-matching-program', 'PHP offered']);
    const { state } = placed.and(again).when(falls('detox'));
    expect(shown(state)).toEqual(['IOP waitlisted no-matching-program', 'PHP confirmed']);
  });

  it('that is determined after the person has begun is waited for', () => {
    const begun = placed.and(begins);
    const again = determines('detox', { alternatives: ['PHP'], decidedBy: 'clinician' }, 6_000);
    expect(shown(begun.when(again).state)).toEqual([
      'IOP withdrawn superseded',
      'PHP confirmed',
      'IOP requested',
    ]);
  });
});
