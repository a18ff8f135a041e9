import { NOW, program, track } from '../../testing/builders.js';
import { packCandidates } from '../../placement/stored-candidates.js';
import type { Program } from '../../program/domain/program.js';
import { emptiedBy } from './emptied-by.js';
import { match } from './match.js';
import { needsOf } from './needs.js';

const known = { supports: [], withdrawalSetting: null };

/** What leaves no program for somebody who is pregnant, from Boston and comes in person. */
function filters(...programs: readonly Program[]) {
  const needs = needsOf('IOP', { pregnant: true, region: 'boston', modality: 'on-site' }, known);
  const candidates = match(needs, { placeFrom: null, declined: [] }, programs, NOW);
  return emptiedBy(packCandidates(candidates).others);
}

describe('the filters that leave no program', () => {
  it('are each counted by the programs they take away, those that take most first', () => {
    expect(
      filters(
        program('a', { capabilities: [] }),
        program('b', { capabilities: [], regions: ['worcester'] }),
        program('c', { capabilities: ['pregnancy'], regions: ['worcester'] }),
        program('d', { capabilities: [], closed: true }),
        program('e', { level: 'PHP', capabilities: [] }),
      ),
    ).toEqual([
      { code: 'capability:pregnancy', programs: 3 },
      { code: 'region', programs: 2 },
      { code: 'closed', programs: 1 },
    ]);
  });

  it('take a program only with every track of it', () => {
    const tracks = [track({ id: 'day', modality: 'virtual' }), track({ id: 'evening' })];
    expect(filters(program('a', { capabilities: [], tracks }))).toEqual([
      { code: 'capability:pregnancy', programs: 1 },
    ]);
  });

  it('are the level itself only where it has no program, and nothing where there is none at all', () => {
    expect(filters(program('a', { level: 'PHP' }), program('b', { level: 'RES' }))).toEqual([
      { code: 'level', programs: 2 },
    ]);
    expect(filters()).toEqual([]);
  });
});
