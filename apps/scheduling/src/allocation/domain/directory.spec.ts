import { program, track } from '../../testing/builders.js';
import { withProgramsRead } from './directory.js';

const directory = {
  programs: [
    program('a'),
    program('b', { tracks: [track(), track({ id: 'noon' })] }),
    program('c'),
  ],
  version: 3,
  weighedVersion: 3,
};
const SAME = { version: 3, weighedVersion: 3 };
const [a, b, c] = directory.programs;

describe('a directory in memory', () => {
  it('has another track where one was read that changed, and the others as they were', () => {
    const fuller = { ...b!, tracks: [track({ used: 1 }), track({ id: 'noon' })] };
    const { programs, version } = withProgramsRead(directory, [fuller], SAME);
    expect(programs).toEqual([a, fuller, c]);
    expect(programs[0]).toBe(a);
    expect(programs[1]!.tracks[0]).not.toBe(b!.tracks[0]);
    expect(programs[1]!.tracks[1]).toBe(b!.tracks[1]);
    expect(version).toBe(3);
  });

  it('stays the very same where what was read is known', () => {
    const again = structuredClone(b!);
    expect(withProgramsRead(directory, [again], SAME).programs).toBe(directory.programs);
  });

  it('has every track of a program anew that takes no payer any more', () => {
    const { programs } = withProgramsRead(
      directory,
      [{ ...structuredClone(b!), payers: ['none'] }],
      { version: 4, weighedVersion: 3 },
    );
    expect(programs[1]!.tracks[1]).not.toBe(b!.tracks[1]);
    expect(programs[1]!.tracks[1]).toEqual(b!.tracks[1]);
  });

  it('has a new program in its place, and loses a track that was taken away', () => {
    const { programs, version } = withProgramsRead(
      directory,
      [program('aa'), { ...b!, tracks: [b!.tracks[1]!] }],
      { version: 5, weighedVersion: 4 },
    );
    expect(programs.map(({ id }) => id)).toEqual(['a', 'aa', 'b', 'c']);
    expect(programs[2]!.tracks).toEqual([b!.tracks[1]]);
    expect(version).toBe(5);
  });
});
