import { mergeJourney, readJourneyLines } from './merge-journey.js';
import type { KeptItem, JourneyLine } from './merge-journey.js';

const line = (eventId: string, at: string, causedBy: string | null = null): JourneyLine => ({
  at,
  kind: 'stay-ended',
  title: `line ${eventId}`,
  eventId,
  causedBy,
});
const kept = (eventId: string, at: string, order: number, causedBy = 'message'): KeptItem => ({
  ...line(eventId, at, causedBy),
  title: `kept ${eventId}`,
  messageId: 'message',
  order,
});

describe('the journey of a person', () => {
  it('tells every event once, newest first, in the console’s own words where it keeps it', () => {
    const merged = mergeJourney(
      [line('a', '2026-11-01T10:00:00Z'), line('b', '2026-11-02T10:00:00Z', 'a')],
      [kept('b', '2026-11-02T10:00:00Z', 1, 'a'), kept('c', '2026-11-03T10:00:00Z', 2, 'b')],
    );
    expect(
      merged.map(({ title, causeTitle, kept: own }) => [title, causeTitle, own !== null]),
    ).toEqual([
      ['kept c', 'kept b', true],
      ['kept b', 'line a', true],
      ['line a', null, false],
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
    expect(
      readJourneyLines({ items: [null, { at: 'x' }, line('a', '2026-11-01T10:00:00Z')] }),
    ).toEqual([line('a', '2026-11-01T10:00:00Z')]);
    expect(readJourneyLines(null)).toEqual([]);
    expect(readJourneyLines({ items: 'none' })).toEqual([]);
  });
});
