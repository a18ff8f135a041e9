import type { QueueRow } from '../../../../../src/api/care.js';

/** A queue row for tests, with what a test says of it. */
export const row = (id: string, changes: Partial<QueueRow> = {}): QueueRow => ({
  id,
  personId: `p-${id}`,
  version: 1,
  whyNow: 'Detox completed',
  occurredAt: '2026-11-22T09:12:00.000Z',
  facility: 'st-mary',
  trigger: 'detox-completed',
  flags: [],
  due: 'on-time',
  dueAt: '2026-11-22T13:12:00.000Z',
  openedAt: '2026-11-22T09:12:00.000Z',
  owner: null,
  stage: 'unassigned',
  stageSince: '2026-11-22T09:12:00.000Z',
  waitingOn: 'somebody to take it',
  snoozedUntil: null,
  ...changes,
});
