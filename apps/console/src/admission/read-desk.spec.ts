import { byExpiry, byStart, readOffer, readPerson, readProgram } from './read-desk.js';

const track = {
  ...{ id: 'evening', days: ['mon', 'wed'], from: '18:00', to: '21:00' },
  ...{ capacity: 8, used: 5, held: 1, occupied: 6, free: 2, asOf: '2026-11-20T10:00:00.000Z' },
};
const program = {
  ...{ id: 'harbor-iop', name: 'Harbor', level: 'IOP', timeZone: 'America/New_York' },
  tracks: [track],
};

describe('a program at its desk', () => {
  it('is what scheduling says, with the hours of each track', () => {
    const { id, days, from, to } = track;
    expect(readProgram(program)).toEqual({
      ...program,
      tracks: [{ id, hours: [{ days, from, to }] }],
    });
  });

  it('has several stretches of hours where a release plans so, and none around the clock', () => {
    const blocks = [
      { days: ['mon'], from: '09:00', to: '12:00' },
      { days: ['wed'], from: '18:00', to: '21:00' },
    ];
    const hoursOf = (change: object) =>
      readProgram({ ...program, tracks: [{ ...track, ...change }] })?.tracks[0]?.hours;
    expect(hoursOf({ blocks })).toEqual(blocks);
    expect(hoursOf({ days: [], from: null, to: null, blocks: null })).toEqual([]);
  });

  it('is nothing without an id or a zone', () => {
    expect([readProgram({ id: 'a' }), readProgram(null)]).toEqual([null, null]);
  });
});

describe('people at the desk', () => {
  const person = (id: string, change: object) =>
    readPerson({ id, personId: 'p', status: 'confirmed', ...change })!;

  it('have come when they attended or a stay arrived', () => {
    expect(person('a', { attended: true }).hasArrived).toBe(true);
    expect(person('a', { arrivedAt: '2026-11-20T10:00:00.000Z' }).hasArrived).toBe(true);
    expect(person('a', { attended: false, arrivedAt: null }).hasArrived).toBe(false);
    expect(readPerson({ id: 'a' })).toBeNull();
  });

  it('of a residence move in by the hand of the desk, unless a stay has reported it', () => {
    const home = { support: 'recovery-housing', version: 3 };
    const acts = [{}, { attended: true }, { arrivedAt: '2026-11-20T10:00:00.000Z' }].map(
      (change) => person('a', { ...home, ...change }).arrivalAct,
    );
    expect(acts).toEqual(['arrived', 'not-arrived', null]);
    expect(person('a', home).version).toBe(3);
    expect(person('a', { support: null }).arrivalAct).toBeNull();
  });

  it('are in the order of their first day', () => {
    const all = [
      person('a', { startsOn: '2026-12-02' }),
      person('b', { startsOn: '2026-12-01' }),
      person('c', { startsOn: null }),
    ];
    expect(all.toSorted(byStart).map(({ placementId }) => placementId)).toEqual(['b', 'a', 'c']);
  });
});

describe('offers at the desk', () => {
  it('are in the order in which they lapse, and those of an older release are their placements', () => {
    const offer = (id: string, change: object) => readOffer({ id, personId: 'p', ...change })!;
    const [a, b] = [
      offer('a', { placementId: 'x', expiresAt: '2026-11-28T10:00:00.000Z' }),
      offer('b', { expiresAt: '2026-11-28T09:00:00.000Z', needs: ['moud'] }),
    ];
    expect([a, b].toSorted(byExpiry).map(({ id, placementId }) => [id, placementId])).toEqual([
      ['b', 'b'],
      ['a', 'x'],
    ]);
    expect(b.needs).toEqual(['moud']);
    expect(readOffer({ id: 'a' })).toBeNull();
  });
});
