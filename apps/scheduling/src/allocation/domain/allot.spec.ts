import type { CareContext } from '@handrail/contracts';
import { NOW, program, track } from '../../testing/builders.js';
import { consentReport } from '../../testing/consents.js';
import type { Program } from '../../program/domain/program.js';
import { needGroupId } from '../../matching/domain/need-group.js';
import type { LinePosition } from '../../placement/domain/priority.js';
import { allot, RequestFailedError, type TurnCircumstances } from './allot.js';
import { needsIn, type InLine } from './in-line.js';

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
    isNew: true,
    needGroup: null,
    exceptedTracks: [],
    consents: [],
    ...rest,
  };
};

const directoryOf = (programs: readonly Program[]) => ({ programs, version: 7, weighedVersion: 7 });

/** What a turn knows of the line and may reach; everything unless a sentence says otherwise. */
interface Known extends Partial<TurnCircumstances> {
  readonly knownUpTo?: ReadonlyMap<string, LinePosition>;
}

function given(programs: readonly Program[], { knownUpTo = new Map(), ...turn }: Known = {}) {
  return (...line: InLine[]) =>
    allot({ line, knownUpTo }, directoryOf(programs), { now: NOW, ...turn }).map((allotment) =>
      allotment.kind === 'place'
        ? `${allotment.placementId} ${allotment.place.programId}/${allotment.place.trackId}`
        : `${allotment.placementId} ${allotment.waitReason}${allotment.isNew ? '' : ' as before'}`,
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

  it('asks no program of another organisation without consent, and says that only it is missing', () => {
    const outside = program('outside', { organisation: 'birch', tracks: [track({ capacity: 2 })] });
    const consented = inLine('b', { consents: [consentReport()] });
    const elsewhere = inLine('c', { consents: [consentReport({ recipients: ['cedar'] })] });
    expect(given([outside])(inLine('a'), consented, elsewhere)).toEqual([
      ...['a consent', 'b outside/evening', 'c consent'],
    ]);
    expect(given([outside, single])(inLine('a'), inLine('d'))).toEqual([
      'a one/evening',
      'd consent',
    ]);
  });

  it('ends where the best track is not locked, so that nobody behind overtakes', () => {
    const programs = [single, program('two', { level: 'PHP' })];
    const line = [inLine('a', { level: 'PHP' }), inLine('b', { level: 'IOP' }), inLine('c')];
    expect(given(programs, { withinReach: new Set(['two']) })(...line)).toEqual(['a two/evening']);
  });

  it('counts people at a program whom Handrail did not place', () => {
    const places = { ...track({ capacity: 3 }).places, occupiedReported: 2, takenElsewhere: 2 };
    const busy = program('busy', { tracks: [{ ...track(), places }] });
    expect(given([busy])(inLine('a'), inLine('b'))).toEqual(['a busy/evening', 'b full']);
  });

  it('plans the sessions of the level from the first day on', () => {
    const need = { ...inLine('a').need, placeFrom: '2026-11-24T12:00:00Z' };
    const front = { line: [inLine('a', { need })], knownUpTo: new Map() };
    const [found] = allot(front, directoryOf([single]), { now: NOW });
    expect(found).toMatchObject({
      kind: 'place',
      place: { startsOn: '2026-11-25', plan: { weeks: 12, from: '18:00', startsOn: '2026-11-25' } },
      candidates: [{ programId: 'one', trackId: 'evening', excludedBecause: [] }],
    });
  });

  it('plans no sessions where people live', () => {
    const beds = program('beds', {
      level: 'RES',
      tracks: [track({ id: 'beds', days: [], from: null, to: null })],
    });
    const front = { line: [inLine('a', { level: 'RES' })], knownUpTo: new Map() };
    const [found] = allot(front, directoryOf([beds]), { now: NOW });
    expect(found).toMatchObject({ place: { startsOn: '2026-11-16', plan: null } });
  });

  it('says who goes on waiting as before, and of whom something is new', () => {
    const full = program('full', { tracks: [track({ used: 5 })] });
    const known = inLine('a', { isNew: false });
    const before = { ...known, needGroup: needGroupId(needsIn(known)) };
    expect(given([full])(before)).toEqual(['a full as before']);
    expect(given([full])({ ...before, declinedTracks: ['full/evening'] })).toEqual([
      'a no-matching-program',
    ]);
    const declined = {
      ...before,
      declinedTracks: ['full/evening'],
      exceptedTracks: ['full/evening'],
    };
    expect(given([full])(declined)).toEqual(['a no-matching-program as before']);
    expect(
      given([full])({ ...before, needGroup: needGroupId({ ...needsIn(known), payer: 'x' }) }),
    ).toEqual(['a full']);
  });

  it('ends before somebody who could be overtaking people the line was not read for', () => {
    const programs = [single, program('two', { level: 'PHP' })];
    const first = inLine('a', { requestedAt: '2026-11-01T00:00:00Z' });
    const later = inLine('c', { requestedAt: '2026-11-03T00:00:00Z' });
    const other = inLine('d', { level: 'PHP', requestedAt: '2026-11-02T00:00:00Z' });
    const knownUpTo = new Map([['one/evening', first]]);
    expect(given(programs, { knownUpTo })(first, other)).toEqual([
      'a one/evening',
      'd two/evening',
    ]);
    expect(given(programs, { knownUpTo })(other, later)).toEqual(['d two/evening']);
  });

  it('names the request that cannot be read', () => {
    const broken = { ...inLine('b'), need: {} as InLine['need'] };
    const line = () => given([single])(inLine('a'), broken, inLine('c'));
    expect(line).toThrow(RequestFailedError);
    expect(line).toThrow(expect.objectContaining({ request: broken }));
  });
});
