import type { ChainLink } from '../../../../src/api/events.js';
import { chainTree } from './chain-tree.js';

const link = (id: string, causationId: string): ChainLink => ({
  id,
  type: `type-${id}`,
  service: 'intake',
  time: '2026-11-22T10:00:00.000Z',
  title: id,
  outcome: 'recorded',
  causationId,
});
const shape = (chain: readonly ChainLink[]) =>
  chainTree(chain).map((row) => `${'-'.repeat(row.depth)}${row.link.id}`);

describe('causes and effects as a tree', () => {
  it('puts each event under its cause, whatever order they came in', () => {
    expect(
      shape([
        link('placed', 'decided'),
        link('ended', 'message'),
        link('due', 'ended'),
        link('decided', 'ended'),
      ]),
    ).toEqual(['ended', '-due', '-decided', '--placed']);
  });

  it('keeps events whose cause is not kept', () => {
    expect(shape([link('b', 'gone'), link('a', 'message')])).toEqual(['b', 'a']);
  });

  it('ends on causes that form a ring', () => {
    expect(shape([link('a', 'b'), link('b', 'a'), link('self', 'self')])).toEqual([
      'self',
      'a',
      '-b',
    ]);
  });
});
