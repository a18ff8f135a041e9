import { assignmentsOf } from './copartition-assigner.js';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const topic = (name: string, partitions: number) => ({ topic: name, partitions: upTo(partitions) });
const member = (memberId: string, ...topics: string[]) => ({ memberId, topics });

describe('assigning partitions', () => {
  it('gives partition n of every topic to the same member', () => {
    const members = [member('one', 'a', 'b'), member('two', 'a', 'b')];
    expect(assignmentsOf(members, [topic('a', 4), topic('b', 4)])).toEqual([
      { memberId: 'one', assignment: { a: [0, 2], b: [0, 2] } },
      { memberId: 'two', assignment: { a: [1, 3], b: [1, 3] } },
    ]);
  });

  it('gives every partition to exactly one member, also when they do not divide evenly', () => {
    const members = ['p', 'q', 'r', 's', 't'].map((id) => member(id, 'a'));
    const given = assignmentsOf(members, [topic('a', 12)]).flatMap(
      ({ assignment }) => assignment['a'] ?? [],
    );
    expect(given.sort((a, b) => a - b)).toEqual(upTo(12));
  });

  it('gives a topic only to members that read it', () => {
    const members = [member('old', 'a'), member('new', 'a', 'b')];
    expect(assignmentsOf(members, [topic('a', 2), topic('b', 2)])).toEqual([
      { memberId: 'old', assignment: { a: [0] } },
      { memberId: 'new', assignment: { a: [1], b: [0, 1] } },
    ]);
  });

  it('leaves a member beyond the number of partitions without work, and an unread topic alone', () => {
    const members = [member('one', 'a'), member('two', 'a')];
    expect(assignmentsOf(members, [topic('a', 1), topic('nobody', 1)])).toEqual([
      { memberId: 'one', assignment: { a: [0] } },
      { memberId: 'two', assignment: {} },
    ]);
  });
});
