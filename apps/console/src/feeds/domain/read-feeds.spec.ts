import { readFeed } from './read-feeds.js';
import { readMllp } from './read-mllp.js';

const alarm = (name: string) => ({
  ...{ alarm: name, raisedAt: '2026-11-22T09:00:00.000Z', since: '2026-11-22T08:18:00.000Z' },
  ...{ expected: 14, observed: 0 },
});
const PID_3 = 'PID-3 (patient identifier)';
const answer = (changes: object = {}) => ({
  ...{ feedId: '0e8a', source: 'CAREAPP|LAKESIDE', protocols: ['hl7v2-mllp'] },
  ...{ received: 40, filtered: 3, queued: 1, accepted: 34, errored: 2 },
  ...{ perMinute: 0.4, perHour: 20, usualPerHour: 21, lastMessageAt: '2026-11-22T08:18:00.000Z' },
  ...{ lastRefusal: null, alarms: [] },
  ...changes,
});

describe('a feed', () => {
  it.each([
    ['receiving', { perMinute: 0.2 }],
    ['quiet', { perMinute: 0 }],
    ['refused', { perMinute: 3, allRefused: true, alarms: [alarm('a08-flood')] }],
    ['silent', { perMinute: 0, allRefused: true, alarms: [alarm('silence')] }],
    ['alarm', { perMinute: 3, alarms: [alarm('a08-flood')] }],
    ['silent', { perMinute: 0, alarms: [alarm('sequence-gap'), alarm('silence')] }],
  ])('is %s', (state, changes) => {
    expect(readFeed(answer(changes))?.state).toBe(state);
  });

  it('tells why a message was refused by code and place, never by what stood there', () => {
    const problems = [
      { path: 'PID^1^3', reason: 'required', accepted: 'an identifier', value: 'X' },
    ];
    const lastRefusal = {
      at: '2026-11-22T08:00:00.000Z',
      messageId: 'm1',
      reason: 'no-id',
      problems,
    };
    expect(readFeed(answer({ lastRefusal }))?.lastRefusal).toEqual({
      ...{ at: '2026-11-22T08:00:00.000Z', messageId: 'm1', reason: 'no-id', paths: [PID_3] },
    });
  });

  it('of an older or newer intake is shown as far as it says something', () => {
    expect(
      readFeed({ feedId: '0e8a', source: 'A', alarms: [{}, alarm('new-kind')] }),
    ).toMatchObject({
      ...{ received: 0, protocols: [], usualPerHour: null, lastMessageAt: null, state: 'alarm' },
      alarms: [{ alarm: 'new-kind', expected: 14 }],
    });
    expect(readFeed({ source: 'A' })).toBeNull();
    expect(readFeed('down for maintenance')).toBeNull();
  });
});

describe('the MLLP listener', () => {
  const at = (minute: number) => `2026-11-22T08:${minute}:00.000Z`;
  const connection = (remote: string, since: string | null) => ({
    ...{ remote, openedAt: at(10), frames: 2, waiting: 0, isPaused: false },
    openFrame: since && { since, bytes: 80, peek: '0b 4d 53 48 7c' },
  });

  it('shows the frame that is open for longest first', () => {
    const connections = [
      connection('10.0.0.1:1', null),
      connection('10.0.0.2:2', at(40)),
      connection('10.0.0.3:3', at(20)),
    ];
    const { connections: shown } = readMllp({ port: 2575, security: 'tls', connections });
    expect(shown.map((connection) => connection.remote)).toEqual([
      '10.0.0.3:3',
      '10.0.0.2:2',
      '10.0.0.1:1',
    ]);
  });

  it('that does not listen has no port', () => {
    expect(readMllp({ port: 0, security: 'plain', connections: [], incidents: [] })).toEqual({
      ...{ port: null, security: 'plain', connections: [], incidents: [] },
    });
  });
});
