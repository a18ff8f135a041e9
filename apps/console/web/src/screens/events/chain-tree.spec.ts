import type { ChainLink } from '../../../../src/api/events.js';
import { chainTree } from './chain-tree.js';

const one = (id: string, causationId: string): ChainLink => ({
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
        one('placed', 'decided'),
        one('ended', 'message'),
        one('due', 'ended'),
        one('decided', 'ended'),
      ]),
    ).toEqual(['ended', '-due', '-decided', '--placed']);
  });

  it('keeps events whose cause is not kept', () => {
    expect(shape([one('b', 'gone'), one('a', 'message')])).toEqual(['b', 'a']);
  });

  it('ends on causes that form a ring', () => {
    expect(shape([one('a', 'b'), one('b', 'a'), one('self', 'self')])).toEqual(['self', 'a', '-b']);
  });
});
