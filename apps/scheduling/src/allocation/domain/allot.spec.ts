import type { CareContext } from '@handrail/contracts';
import { NOW, program, track } from '../../testing/builders.js';
import type { Program } from '../../program/domain/program.js';
import { allot, programsInReach, type InLine } from './allot.js';

const inLine = (id: string, change: Partial<InLine> & { context?: CareContext } = {}): InLine => {
  const { context = {}, ...rest } = change;
  return {
    id,
    personId: `person-${id}`,
    level: 'IOP',
    need: { context, supports: [], withdrawalSetting: null, placeFrom: null },
    priorityClass: 4,
    requestedAt: NOW,
    declinedTracks: [],
    restingTracks: [],
    onlyPrograms: null,
    preferredTrack: null,
    freeFrom: null,
    ...rest,
  };
};

const everything = (programs: readonly Program[]) => new Set(programs.map(({ id }) => id));

function given(programs: readonly Program[], reach = everything(programs)) {
  return (...line: InLine[]) =>
    allot(line, { programs, version: 7 }, NOW, reach).map((allotment) =>
      allotment.kind === 'place'
        ? `${allotment.placementId} ${allotment.place.programId}/${allotment.place.trackId}`
        : `${allotment.placementId} ${allotment.waitReason}`,
    );
}

const single = program('one', { tracks: [track({ capacity: 1 })] });

describe('giving out places', () => {
  it('goes by line order and not by order of arrival', () => {
    const earlier = inLine('earlier', { requestedAt: '2026-11-01T00:00:00Z' });
    const pregnant = inLine('pregnant', { priorityClass: 2 });
    expect(given([single])(inLine('late'), earlier)).toEqual(['earlier one/evening', 'late full']);
    expect(given([single])(earlier, pregnant)).toEqual(['pregnant one/evening', 'earlier full']);
  });

  it('shows the next person what is left', () => {
    const programs = [
      program('best', { tracks: [track({ capacity: 1 })] }),
      program('other', { regions: ['boston', 'worcester'], tracks: [track({ capacity: 1 })] }),
    ];
    const context = { region: 'boston' };
    expect(
      given(programs)(inLine('a', { context }), inLine('b', { context }), inLine('c', { context })),
    ).toEqual(['a best/evening', 'b other/evening', 'c full']);
  });

  it('tells a full program from none that fits', () => {
    const context = { region: 'worcester' };
    expect(given([single])(inLine('a', { context }), inLine('b'), inLine('c'))).toEqual([
      'a no-matching-program',
      'b one/evening',
      'c full',
    ]);
  });

  it('passes over the first in line when nothing fits, without holding up the others', () => {
    const sunday: CareContext = { availability: [{ days: ['sun'], from: '06:00', to: '07:00' }] };
    expect(given([single])(inLine('a', { context: sunday }), inLine('b'))).toEqual([
      'a no-matching-program',
      'b one/evening',
    ]);
  });

  it('prefers the track a person held before, where it has room', () => {
    const programs = [program('a'), program('b', { tracks: [track({ used: 3 })] })];
    expect(given(programs)(inLine('x', { preferredTrack: 'b/evening' }))).toEqual(['x b/evening']);
  });

  it('does not come back to a track that declined', () => {
    expect(given([single])(inLine('a', { declinedTracks: ['one/evening'] }))).toEqual([
      'a no-matching-program',
    ]);
  });

  it('ends where the best track is not locked, so that nobody behind overtakes', () => {
    const programs = [single, program('two', { level: 'PHP' })];
    const line = [inLine('a', { level: 'PHP' }), inLine('b', { level: 'IOP' }), inLine('c')];
    expect(given(programs, new Set(['two']))(...line)).toEqual(['a two/evening']);
  });

  it('counts people at a program whom Handrail did not place', () => {
    const places = { ...track({ capacity: 3 }).places, occupiedReported: 2, takenElsewhere: 2 };
    const busy = program('busy', { tracks: [{ ...track(), places }] });
    expect(given([busy])(inLine('a'), inLine('b'))).toEqual(['a busy/evening', 'b full']);
  });

  it('plans the sessions of the level from the first day on', () => {
    const need = { ...inLine('a').need, placeFrom: '2026-11-24T12:00:00Z' };
    const [found] = allot(
      [inLine('a', { need })],
      { programs: [single], version: 7 },
      NOW,
      new Set(['one']),
    );
    expect(found).toMatchObject({
      kind: 'place',
      place: { startsOn: '2026-11-25', plan: { weeks: 12, from: '18:00', startsOn: '2026-11-25' } },
      weighing: { eligibleTracks: ['one/evening'], weighedVersion: 7 },
    });
  });

  it('plans no sessions where people live', () => {
    const beds = program('beds', {
      level: 'RES',
      tracks: [track({ id: 'beds', days: [], from: null, to: null })],
    });
    const directory = { programs: [beds], version: 1 };
    const [found] = allot([inLine('a', { level: 'RES' })], directory, NOW, new Set(['beds']));
    expect(found).toMatchObject({ place: { startsOn: '2026-11-16', plan: null } });
  });
});

describe('programs within reach', () => {
  it('are those with room that could take somebody in line', () => {
    const programs = [
      single,
      program('full', { tracks: [track({ capacity: 0 })] }),
      program('far', { regions: ['worcester'] }),
      program('php', { level: 'PHP' }),
      program('closed', { closed: true }),
    ];
    const line = [inLine('a', { context: { region: 'boston' } })];
    expect(programsInReach(line, programs)).toEqual(['one']);
  });
});
