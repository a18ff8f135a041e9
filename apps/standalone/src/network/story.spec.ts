import { CareNetwork } from './care-network.js';
import { People } from './person.js';
import { Random } from './random.js';
import type { StaySource } from './source.js';
import { ProgramDesk } from './program-desk.js';
import { anyStory, openingStories } from './repertoire.js';
import type { Story, World } from './story.js';

const accepted = () => Promise.resolve({ ok: true, text: 'AA' });

function world(seed = 1): World {
  const random = new Random(seed);
  const hospital: StaySource = {
    title: 'St. Brannock',
    format: 'test',
    identifierSystem: 'urn:oid:1',
    admit: accepted,
    discharge: accepted,
    cancelDischarge: accepted,
    update: accepted,
  };
  let visits = 0;
  return {
    hospitals: [hospital],
    care: new CareNetwork('http://127.0.0.1:1', fetch),
    desk: new ProgramDesk(
      { intake: 'http://127.0.0.1:1', scheduling: 'http://127.0.0.1:1' },
      { fetch, by: 'program-desk' },
    ),
    people: new People('run', random),
    random,
    newVisitNumber: () => `V${(visits += 1)}`,
  };
}

function linesOf(story: Story): string[] {
  const lines: string[] = [];
  for (let step = story.next(); !step.done; step = story.next()) lines.push(step.value.what);
  return lines;
}

describe('the first stories', () => {
  it('hold what fires each of the three triggers', () => {
    const lines = openingStories(world()).map(linesOf);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('detox ended, completed');
    expect(lines[1]).toContain('residential stay ended, completed');
    expect(lines[2]!.filter((line) => line === 'return to use reported')).toHaveLength(2);
  });

  it('rate the risk before the discharge, so that the level can be decided at once', () => {
    for (const lines of openingStories(world()).map(linesOf))
      expect(lines.indexOf('risk rated')).toBeLessThan(
        lines.findIndex((line) => line.endsWith('completed')),
      );
  });
});

describe('any story', () => {
  it('tells of admissions, plans, mistakes, requests, and what becomes of places', () => {
    const network = world(7);
    const lines = new Set(Array.from({ length: 300 }, () => linesOf(anyStory(network))).flat());
    for (const what of [
      'step-down planned in 5 days',
      'discharge cancelled, entered by mistake',
      'risk rated, withdrawal not known',
      'detox ended, left against advice',
      'left the program against advice',
      'step-down moved to 6 days ahead',
      'nobody came to the first session',
      'offer declined, no room',
      'pregnancy recorded',
      'moved into a recovery residence',
      'closed for a day of training',
      'the family asked for care',
    ])
      expect([...lines]).toContain(what);
  });
});

describe('invented people', () => {
  it('have numbers that no other person of the run and no other run has', () => {
    const random = new Random(1);
    const numbers = ['one', 'two'].flatMap((run) => {
      const people = new People(run, random);
      return Array.from({ length: 50 }, () => people.next().mrn);
    });
    expect(new Set(numbers).size).toBe(100);
  });
});

describe('one seed', () => {
  it('tells the same stories in the same order', () => {
    const lines = (seed: number) => {
      const network = world(seed);
      return Array.from({ length: 60 }, () => linesOf(anyStory(network)));
    };
    expect(lines(3)).toEqual(lines(3));
    expect(lines(3)).not.toEqual(lines(4));
  });
});
