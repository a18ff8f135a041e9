import type { CareReassessment } from '../api/care.js';
import { queueRow, type QueuedReassessment } from './queue-row.js';

const item = (changes: object = {}): QueuedReassessment =>
  ({
    ...{ id: 'r', personId: 'p', version: 3, openedAt: '2026-11-22T09:12:30.000Z' },
    ...{ dueAt: '2026-11-22T13:12:30.000Z', overdueSince: null, claimedBy: null, claimedAt: null },
    trigger: { kind: 'detox-completed', eventId: 'e', occurredAt: '2026-11-22T09:12:00.000Z' },
    proposal: { level: null },
    ...changes,
  }) as unknown as CareReassessment;
const row = (changes: object = {}) => queueRow(item(changes), 'st-mary');

describe('an item of the queue', () => {
  it('tells why now, when and where', () => {
    expect(row({ whyNow: 'Detox completed' })).toMatchObject({
      ...{ whyNow: 'Detox completed', occurredAt: '2026-11-22T09:12:00.000Z', facility: 'st-mary' },
      ...{ stage: 'unassigned', stageSince: '2026-11-22T09:12:30.000Z', owner: null, version: 3 },
    });
  });

  it('without a deadline is never on time', () => {
    expect(row({ dueAt: null, due: 'on-time' }).due).toBe('none');
    expect(row({ due: 'due-soon' }).due).toBe('due-soon');
    expect(row({ overdueSince: '2026-11-22T13:12:30.000Z' }).due).toBe('overdue');
  });

  it.each([
    [{ stage: 'unassigned' }, 'somebody to take it'],
    [{ stage: 'assigned' }, 'ratings of d1 to d3'],
    [{ stage: 'assigned', proposal: { level: 'IOP' } }, 'a signature'],
    [{ stage: 'snoozed' }, 'its time to come back'],
    [{ stage: 'waiting-for-information' }, 'information'],
  ])('%j waits for %s', (changes, words) => {
    expect(row(changes).waitingOn).toBe(words);
  });

  it('says what was asked and not answered, the newest first', () => {
    const asked = (asks: string, answeredAt: string | null) => ({
      by: 'n',
      asks,
      at: '',
      answeredAt,
    });
    const informationRequests = [
      asked('the lab result', null),
      asked('the address', null),
      asked('the payer', '2026-11-22T10:00:00.000Z'),
    ];
    expect(row({ stage: 'waiting-for-information', informationRequests }).waitingOn).toBe(
      'the address',
    );
  });
});
