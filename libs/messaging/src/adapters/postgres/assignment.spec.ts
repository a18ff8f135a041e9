import fc from 'fast-check';
import { assign, type AssignableMember, type AssignablePartition } from './assignment.js';

const partitionsOf = (topic: string, from: number, owners: Array<string | null>) =>
  owners.map((owner, i): AssignablePartition => ({
    partitionId: from + i,
    topic,
    number: i,
    owner,
  }));

const reading = (id: string, ...topics: string[]): AssignableMember => ({ id, topics });

const ownersOf = (result: Map<number, string | null>): Array<string | null> =>
  [...result].sort(([a], [b]) => a - b).map(([, owner]) => owner);

describe('assigning partitions', () => {
  it('gives everything to the only member', () => {
    const result = assign([reading('a', 't')], partitionsOf('t', 1, [null, null, null]));
    expect(ownersOf(result)).toEqual(['a', 'a', 'a']);
  });

  it('takes no more from a member than a new one needs', () => {
    const result = assign(
      [reading('a', 't'), reading('b', 't')],
      partitionsOf('t', 1, ['a', 'a', 'a', 'a']),
    );
    expect(ownersOf(result)).toEqual(['a', 'a', 'b', 'b']);
  });

  it('leaves everybody what they have when a third one leaves', () => {
    const result = assign(
      [reading('a', 't'), reading('b', 't')],
      partitionsOf('t', 1, ['a', 'b', null, 'a', 'b', null]),
    );
    expect(ownersOf(result)).toEqual(['a', 'b', 'a', 'a', 'b', 'b']);
  });

  it('gives the same numbers of topics that are alike to the same member', () => {
    const result = assign(
      [reading('a', 't1', 't2'), reading('b', 't1', 't2')],
      [
        ...partitionsOf('t1', 1, ['a', 'b', 'a', 'a']),
        ...partitionsOf('t2', 5, Array(4).fill('a')),
      ],
    );
    expect(ownersOf(result).slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
    expect(ownersOf(result).slice(4)).toEqual(ownersOf(result).slice(0, 4));
  });

  it('evens out what is left over among topics that are not alike', () => {
    const members = [reading('a', 't1', 't2'), reading('b', 't1', 't2')];
    const result = assign(members, [
      ...partitionsOf('t1', 1, ['a']),
      ...partitionsOf('t2', 2, ['a', 'a', 'a']),
    ]);
    expect(ownersOf(result).filter((owner) => owner === 'a')).toHaveLength(2);
  });

  it('gives a topic only to members that read it, and to nobody when none does', () => {
    const result = assign(
      [reading('a', 't1'), reading('b', 't1', 't2')],
      [
        ...partitionsOf('t1', 1, [null, null]),
        ...partitionsOf('t2', 3, ['a', null]),
        ...partitionsOf('t3', 5, ['b']),
      ],
    );
    expect(ownersOf(result).slice(2)).toEqual(['b', 'b', null]);
  });

  const groups = fc
    .record({
      members: fc.array(fc.subarray(['t1', 't2', 't3']), { minLength: 1, maxLength: 5 }),
      owners: fc.array(fc.constantFrom('m0', 'm1', 'm2', 'gone'), { minLength: 1, maxLength: 20 }),
    })
    .map(({ members, owners }) => ({
      members: members.map((topics, i) => reading(`m${i}`, ...topics)),
      partitions: owners.map((owner, i): AssignablePartition => ({
        partitionId: i,
        topic: `t${(i % 3) + 1}`,
        number: Math.floor(i / 3),
        owner: owner === 'gone' ? null : owner,
      })),
    }));

  it('is carried out once: asking again changes nothing', () => {
    fc.assert(
      fc.property(groups, ({ members, partitions }) => {
        const first = assign(members, partitions);
        const carriedOut = partitions.map((partition) => ({
          ...partition,
          owner: first.get(partition.partitionId)!,
        }));
        expect(assign(members, carriedOut)).toEqual(first);
      }),
      { seed: 31 },
    );
  });

  it('differs by at most one partition of a topic between two of its readers', () => {
    fc.assert(
      fc.property(groups, ({ members, partitions }) => {
        const result = assign(members, partitions);
        expect(result.size).toBe(partitions.length);
        for (const topic of new Set(partitions.map((p) => p.topic))) {
          const counts = members
            .filter(({ topics }) => topics.includes(topic))
            .map(
              ({ id }) =>
                partitions.filter((p) => p.topic === topic && result.get(p.partitionId) === id)
                  .length,
            );
          if (counts.length > 0) {
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { seed: 32 },
    );
  });
});
