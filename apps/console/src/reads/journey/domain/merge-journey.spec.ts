import { mergeJourney, readTold } from './merge-journey.js';
import type { KeptItem, ToldItem } from './merge-journey.js';

const told = (eventId: string, at: string, causedBy: string | null = null): ToldItem => ({
  at,
  kind: 'stay-ended',
  title: `told ${eventId}`,
  eventId,
  causedBy,
});
const kept = (eventId: string, at: string, order: number, causedBy = 'message'): KeptItem => ({
  ...told(eventId, at, causedBy),
  title: `kept ${eventId}`,
  messageId: 'message',
  order,
});

describe('the journey of a person', () => {
  it('tells every event once, newest first, in the console’s own words where it keeps it', () => {
    const merged = mergeJourney(
      [told('a', '2026-11-01T10:00:00Z'), told('b', '2026-11-02T10:00:00Z', 'a')],
      [kept('b', '2026-11-02T10:00:00Z', 1, 'a'), kept('c', '2026-11-03T10:00:00Z', 2, 'b')],
    );
    expect(
      merged.map(({ title, causeTitle, kept: own }) => [title, causeTitle, own !== null]),
    ).toEqual([
      ['kept c', 'kept b', true],
      ['kept b', 'told a', true],
      ['told a', null, false],
    ]);
  });

  it('puts events of the same moment in the order they arrived', () => {
    const at = '2026-11-01T10:00:00.000Z';
    const merged = mergeJourney(
      [],
      [kept('first', at, 1), kept('third', at, 3), kept('second', at, 2)],
    );
    expect(merged.map((item) => item.eventId)).toEqual(['third', 'second', 'first']);
  });

  it('puts causes before effects within the same moment, whatever arrived first', () => {
    const at = '2026-11-01T10:00:00.000Z';
    const merged = mergeJourney(
      [],
      [kept('placed', at, 1, 'decided'), kept('ended', at, 3), kept('decided', at, 2, 'ended')],
    );
    expect(merged.map((item) => item.eventId)).toEqual(['placed', 'decided', 'ended']);
    const ring = mergeJourney([], [kept('a', at, 1, 'b'), kept('b', at, 2, 'a')]);
    expect(ring.map((item) => item.eventId).sort()).toEqual(['a', 'b']);
  });

  it('leaves out what is not an item', () => {
    expect(readTold({ items: [null, { at: 'x' }, told('a', '2026-11-01T10:00:00Z')] })).toEqual([
      told('a', '2026-11-01T10:00:00Z'),
    ]);
    expect(readTold(null)).toEqual([]);
    expect(readTold({ items: 'none' })).toEqual([]);
  });
});
