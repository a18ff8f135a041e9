import { frontOf } from './front-of-line.js';
import type { InLine } from './in-line.js';

const request = (id: string, needGroup: string | null, day: number): InLine => ({
  id,
  personId: `person-${id}`,
  level: 'IOP',
  need: { context: {}, supports: [], withdrawalSetting: null, placeFrom: null },
  priorityClass: 4,
  requestedAt: `2026-11-0${day}T00:00:00Z`,
  declinedTracks: [],
  restingTracks: [],
  consents: [],
  onlyPrograms: null,
  preferredTrack: null,
  freeFrom: null,
  isNew: false,
  needGroup,
  exceptedTracks: [],
});

const [a, b, c, d] = [
  request('a', 'north', 1),
  request('b', 'south', 2),
  request('c', 'north', 3),
  request('d', null, 4),
];

describe('the front of the line', () => {
  it('is whole where every group brought fewer than were asked for', () => {
    const of = { most: 2, tracks: ['one/evening'] };
    const front = frontOf(
      [{ request: a, of }, { request: b, of }, { request: d }],
      [{ key: 'one/evening', free: 5 }],
    );
    expect(front.line).toEqual([a, b, d]);
    expect(front.knownUpTo).toEqual(new Map());
  });

  it('is known up to the last of a group that may have more, the first of several', () => {
    const north = { most: 2, tracks: ['one/evening', 'two/evening'] };
    const south = { most: 1, tracks: ['two/evening', 'three/evening'] };
    const front = frontOf(
      [
        { request: a, of: north },
        { request: b, of: south },
        { request: c, of: north },
      ],
      [{ key: 'one/evening', free: 5 }],
    );
    expect(front.knownUpTo).toEqual(
      new Map([
        ['one/evening', c],
        ['two/evening', b],
        ['three/evening', b],
      ]),
    );
  });

  it('is known of no track behind as many people as there are places', () => {
    const of = { most: 9, tracks: ['one/evening'] };
    const open = [
      { key: 'one/evening', free: 1 },
      { key: 'two/evening', free: 1 },
    ];
    expect(frontOf([{ request: a, of }, { request: d }], open).knownUpTo).toEqual(new Map());
    const front = frontOf([{ request: a, of }, { request: b, of }, { request: d }], open);
    expect(front.knownUpTo).toEqual(
      new Map([
        ['one/evening', b],
        ['two/evening', b],
      ]),
    );
  });
});
