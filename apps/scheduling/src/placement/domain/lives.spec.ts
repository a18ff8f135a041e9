import { given } from '@handrail/testing/decider';
import { acts, elsewhere } from '../../testing/act-commands.js';
import { id, newest, shown } from '../../testing/builders.js';
import {
  BEGAN,
  inDays,
  passes,
  bed,
  ward,
  begins,
  ends,
  takesBack,
  hasBed,
  inBed,
  comesTo,
} from '../../testing/lives.js';
import {
  declines,
  determines,
  falls,
  finds,
  matchesNone,
} from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import { actsAbout } from '../../testing/waiting-act-commands.js';
import { evolve } from './evolve.js';
import { mergePlacements, settleMerged } from './merge.js';
import type { PersonPlacements } from './placement.js';

describe('somebody who sleeps in a bed', () => {
  it('keeps it when the reason for it falls: a person looks at it', () => {
    const { state } = inBed.when(falls('detox')).thenKinds('support-fell', 'review-needed');
    expect(shown(state)).toEqual(['RES confirmed']);
  });

  it('died there, whichever topic reports the death first', () => {
    expect(shown(inBed.when(falls('detox', 'died')).state)).toEqual(['RES completed died']);
    expect(shown(inBed.and(ends(bed, 'died')).state)).toEqual(['RES completed died']);
  });

  it('has it again when nobody died, whichever topic reported the death first', () => {
    const [byReassessment, byStay] = [falls('detox', 'died'), ends(bed, 'died')];
    for (const death of [
      [byReassessment, byStay],
      [byStay, byReassessment],
    ]) {
      const back = inBed.and(...death, takesBack(bed, 'died'));
      expect(shown(back.state)).toEqual(['RES requested']);
      expect(newest(back.state)).toMatchObject({
        ...{ preferredTrack: 'res-program/evening', freeFrom: null },
        course: { arrival: { stayId: bed.stayId, at: BEGAN } },
      });
      expect(shown(back.and(byReassessment, ends(ward, 'died', 8)).state)).toEqual([
        'RES completed died',
      ]);
      const elsewhere = hasBed.and(byReassessment, ends(ward, 'died', -2), takesBack(ward, 'died'));
      expect(shown(elsewhere.state)).toEqual(['RES requested']);
    }
  });

  it('died there also where the discharge was first reported as another end', () => {
    const corrected = [ends(bed, 'completed'), takesBack(bed, 'completed'), ends(bed, 'died')];
    expect(shown(inBed.and(...corrected).state)).toEqual(['RES completed died']);
  });

  it('loses it with its reason once it turns out that they never came, unless a person gave it', () => {
    const left = inBed.and(falls('detox'));
    expect(shown(left.and(takesBack(bed, 'start')).state)).toEqual([
      'RES withdrawn trigger-retracted',
    ]);
    expect(shown(left.and(acts('move')).state)).toEqual([
      'RES completed transferred',
      'RES confirmed',
    ]);
  });

  it('loses it with its reason also when whoever noted that they came takes that back', () => {
    const left = hasBed.and(acts('arrived'), falls('detox'));
    expect(shown(left.state)).toEqual(['RES confirmed']);
    expect(shown(left.and(acts('not-arrived')).state)).toEqual(['RES withdrawn trigger-retracted']);
    // While a stay shows them there, or something asks for the place, it stays.
    for (const { state } of [
      left.and(begins(bed), acts('not-arrived')),
      hasBed.and(acts('arrived'), acts('not-arrived')),
    ])
      expect(shown(state)).toEqual(['RES confirmed']);
    const gone = left.and(begins(bed), acts('not-arrived'), takesBack(bed, 'start'));
    expect(shown(gone.state)).toEqual(['RES withdrawn trigger-retracted']);
    const session = hasBed.and(comesTo('session'), comesTo('another'), falls('detox'));
    const never = (name: string): PlacementCommand => ({
      ...{ kind: 'take-back-report', eventId: id(name) },
    });
    expect(shown(session.and(never('session')).state)).toEqual(['RES confirmed']);
    expect(shown(session.and(never('session'), never('another')).state)).toEqual([
      'RES withdrawn trigger-retracted',
    ]);
  });

  it('has come wherever they are moved in the same program, and leaves with the stay', () => {
    const held = newest(inBed.state);
    const place = { ...elsewhere(held).place!, programId: held.programId!, trackId: 'upstairs' };
    const moved = inBed.and(acts('move', { destination: { place } }));
    const upstairs = ['RES completed transferred', 'RES confirmed'];
    expect(newest(moved.state).course.arrival).toEqual({ stayId: bed.stayId, at: BEGAN });
    expect(shown(moved.and(passes(3), passes(6)).state)).toEqual(upstairs);
    const left = moved.and(ends(bed, 'against-advice'));
    expect(shown(left.state).at(-1)).toBe('RES completed left');
    expect(newest(moved.and(takesBack(bed, 'start')).state).course.arrival).toBeNull();
  });

  it('keeps it, of two places they have after a merge, however old the other is', () => {
    const earlier = given(placementDecider, determines('earlier', { level: 'RES' }), finds());
    const { placements, ...old } = earlier.state;
    const createdAt = '2026-11-01T00:00:00.000Z';
    const other = { ...old, placements: placements.map((each) => ({ ...each, createdAt })) };
    expect(shown(merged(inBed.state, other))).toEqual([
      'RES confirmed',
      'RES withdrawn persons-merged',
    ]);
  });

  it('came when the stay began, also once that is corrected, and where they were moved from', () => {
    const at = inDays(2);
    const corrects: PlacementCommand = {
      kind: 'note-stay',
      fact: {
        ...{ kind: 'stay-corrected', eventId: id('corrected'), ...bed, startedAt: at },
        ...{ endedAt: null, disposition: null },
      },
    };
    const later = inBed.and(corrects);
    expect(newest(later.state).course.arrival).toEqual({ stayId: bed.stayId, at });
    later.when(corrects).thenKinds('history-known');
    const moved = inBed.and(acts('move'), corrects);
    expect(newest(moved.state).course.cameBefore).toEqual([{ stayId: bed.stayId, at }]);
  });

  it('has it again when its end was not so: they live in the very place they wait for', () => {
    const back = inBed.and(ends(bed, 'completed'), takesBack(bed, 'completed'));
    expect(shown(back.state)).toEqual(['RES requested']);
    expect(newest(back.state).freeFrom).toBeNull();
  });
});

describe('somebody taken off a list and put back', () => {
  const tried = given(
    placementDecider,
    determines('detox', { alternatives: ['PHP'] }),
    matchesNone('IOP', 'PHP'),
  );
  const [wanted] = tried.state.placements;
  const about = { placementId: wanted!.id, version: wanted!.version };

  it('has the alternative tried again, which they never refused', () => {
    const back = tried.and(actsAbout('remove', about), actsAbout('return', about));
    expect(shown(back.when(matchesNone('IOP', 'PHP')).state)).toEqual([
      'IOP waitlisted no-matching-program',
      'PHP withdrawn refuses',
      'PHP requested',
    ]);
  });

  it('waits for the alternative again beside the level that was determined', () => {
    const back = tried.and(matchesNone('PHP'), actsAbout('remove'), actsAbout('return'));
    expect(shown(back.state)).toEqual(['IOP waitlisted no-matching-program', 'PHP requested']);
  });

  it('as dead is put back on every list they were on', () => {
    const supports = ['recovery-housing'];
    const housed = given(
      placementDecider,
      determines('detox', { supports }),
      matchesNone('RR'),
      matchesNone('IOP'),
    );
    const named = ({ placements: [care] }: PersonPlacements) => ({
      ...{ placementId: care!.id, version: care!.version },
    });
    const dead = housed.and(actsAbout('remove', { ...named(housed.state), reason: 'died' }));
    expect(shown(dead.state)).toEqual(['IOP withdrawn died', 'RR withdrawn died']);
    const back = actsAbout('return', named(dead.state));
    expect(shown(dead.when(back).state)).toEqual(['IOP requested', 'RR requested']);
    // A stay that says the same and is taken back puts back nobody a person took off.
    const news = [ends(ward, 'died'), takesBack(ward, 'died')];
    expect(shown(dead.and(...news).state)).toEqual(['IOP withdrawn died', 'RR withdrawn died']);
  });
});

describe('two lines that become one', () => {
  it('keep the place in line of whoever has asked first, also after a declined offer', () => {
    const first = given(placementDecider, determines('first'), finds('by-offer'), declines());
    const second = given(placementDecider, determines('second', {}, 60));
    expect(shown(merged(second.state, first.state))).toEqual([
      'IOP withdrawn persons-merged',
      'IOP declined no-bed-for-this-need',
      'IOP requested',
    ]);
  });

  it('leave somebody in line when the reason of one of them falls', () => {
    const [a, b] = ['first', 'second'].map(
      (name, at) => given(placementDecider, determines(name, {}, at)).state,
    );
    const both = given({ ...placementDecider, initialState: merged(a!, b!) });
    expect(shown(both.state)).toEqual(['IOP requested', 'IOP withdrawn persons-merged']);
    expect(shown(both.when(falls('first')).state)).toEqual(shown(both.state));
    expect(shown(both.and(falls('first'), falls('second')).state)).toEqual([
      'IOP withdrawn trigger-retracted',
      'IOP withdrawn persons-merged',
    ]);
  });
});

function merged(survivor: PersonPlacements, retired: PersonPlacements): PersonPlacements {
  const both = mergePlacements(survivor, retired);
  const decision = settleMerged(both);
  return evolve(both, decision.kind === 'happened' ? decision.events : []);
}
