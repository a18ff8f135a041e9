import type { EventRow } from '../../../src/api/events.js';
import { LIVE_LIMIT, NO_LIVE_ROWS, live, matches, merge } from './rows.js';
import type { LiveRows, RowFilter } from './rows.js';

const row = (seq: number, changes: Partial<EventRow> = {}): EventRow => ({
  seq: String(seq),
  id: `e-${seq}`,
  type: 'handrail.intake.stay-ended.v1',
  name: 'stay-ended',
  service: 'intake',
  time: '2026-11-22T10:00:00.000Z',
  recordedTime: '2026-11-22T10:00:00.000Z',
  receivedAt: '2026-11-22T10:00:00.000Z',
  personId: 'p-1',
  programId: null,
  outcome: 'recorded',
  title: 'Detox completed',
  facts: '',
  causationId: 'm-1',
  correlationId: 'm-1',
  ...changes,
});
const push = (state: LiveRows, rows: EventRow[], filter: RowFilter = {}, skipped = 0) =>
  live(state, { kind: 'pushed', push: { rows, skipped }, filter });
const seqs = (rows: readonly EventRow[]) => rows.map((row) => Number(row.seq));

describe('live rows', () => {
  it('shows new rows newest first, each once', () => {
    const state = push(push(NO_LIVE_ROWS, [row(2), row(1)]), [row(4), row(2), row(3)]);
    expect(seqs(state.shown)).toEqual([4, 3, 2, 1]);
  });

  it('holds and counts rows while paused, and shows them all on resume', () => {
    const paused = live(push(NO_LIVE_ROWS, [row(1)]), { kind: 'paused' });
    const held = push(push(paused, [row(2)]), [row(3)]);
    expect([seqs(held.shown), held.held.length]).toEqual([[1], 2]);
    const resumed = live(held, { kind: 'resumed' });
    expect([seqs(resumed.shown), resumed.held.length, resumed.paused]).toEqual([
      [3, 2, 1],
      0,
      false,
    ]);
  });

  it('takes only what the filter asks for', () => {
    const state = push(NO_LIVE_ROWS, [row(1), row(2, { service: 'scheduling' })], {
      service: 'scheduling',
    });
    expect(seqs(state.shown)).toEqual([2]);
    expect(state.arrived).toBe(1);
    const other = row(1);
    expect(matches(other, { personId: 'p-2' })).toBe(false);
    expect(matches(other, { outcome: 'recorded', correlationId: 'm-1' })).toBe(true);
    expect(matches(other, { type: 'handrail.intake.stay-started.v1' })).toBe(false);
  });

  it('knows when rows are missing, also while paused', () => {
    expect(push(NO_LIVE_ROWS, [row(1)], {}, 7).missed).toBe(true);
    const paused = live(NO_LIVE_ROWS, { kind: 'paused' });
    expect(push(paused, [], {}, 7)).toMatchObject({ missed: true, paused: true });
    const many = Array.from({ length: LIVE_LIMIT + 5 }, (_, at) => row(at));
    const full = push(NO_LIVE_ROWS, many);
    expect(full.shown).toHaveLength(LIVE_LIMIT);
    expect(full.shown[0]?.seq).toBe(String(LIVE_LIMIT + 4));
    expect(full.missed).toBe(true);
  });

  it('stays paused when the list is read again', () => {
    const paused = live(push(NO_LIVE_ROWS, [row(1)], {}, 1), { kind: 'paused' });
    expect(live(paused, { kind: 'restarted' })).toEqual({ ...NO_LIVE_ROWS, paused: true });
  });

  it('compares places as numbers, not as text', () => {
    expect(seqs(merge([row(9)], [row(10)]))).toEqual([10, 9]);
  });
});
