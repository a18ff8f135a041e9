const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** What stands wrong with a feed, with numbers that a reader can check against the words. */
const ALARMS = {
  silence: { since: 42, expected: 14, observed: 0 },
  'sequence-gap': { since: 12, expected: 120, observed: 117 },
  'a08-flood': { since: 60, expected: 40, observed: 912 },
  'a03-drop': { since: 1_440, expected: 48, observed: 3 },
} as const;

/** A feed as intake tells of it; without an alarm it sends in its rhythm. */
export function fakeFeed(
  at: number,
  alarms: readonly (keyof typeof ALARMS)[] = [],
  changes: object = {},
): object {
  const silent = alarms.includes('silence');
  return {
    ...{ feedId: `0e8a0000-0000-4000-8000-00000000000${at}`, source: `CAREAPP|HOSPITAL-${at}` },
    ...{ protocols: ['hl7v2-mllp'], received: 4_800, filtered: 310, queued: 6, accepted: 4_472 },
    ...{ errored: 12, perMinute: silent ? 0 : 3.4, perHour: silent ? 6 : 204, usualPerHour: 200 },
    ...{ lastMessageAt: ago(silent ? 42 : 0.2), lastRefusal: null },
    alarms: alarms.map((alarm) => {
      const { since, ...numbers } = ALARMS[alarm];
      return { alarm, raisedAt: ago(1), since: ago(since), ...numbers };
    }),
    ...changes,
  };
}

/** Four sources of a day on which something is wrong with most. */
export const fakeFeeds = (): object => ({
  items: [
    fakeFeed(1, ['silence'], { source: 'ADMIT|ST-MARY' }),
    fakeFeed(2, ['a08-flood', 'sequence-gap'], { source: 'CAREAPP|LAKESIDE' }),
    fakeFeed(3, [], {
      ...{ source: 'urn:handrail:network:north-shore-behavioural-health', received: 1_204 },
      ...{ protocols: ['cloudevents-http', 'cloudevents-log'], filtered: 0, queued: 0 },
      ...{ accepted: 1_203, errored: 1 },
      lastRefusal: {
        ...{ at: ago(95), messageId: '0199a2f0-7c11-7a10-8b1e-000000000077' },
        reason: 'no-person-identifier',
        problems: [
          { path: '/data/person/identifiers', reason: 'required', accepted: 'at least one' },
        ],
      },
    }),
    fakeFeed(4, [], {
      ...{ source: 'https://fhir.harbor.example', protocols: ['fhir'], perMinute: 0, perHour: 2 },
      ...{ received: 31, filtered: 0, queued: 0, accepted: 31, errored: 0, usualPerHour: null },
      lastMessageAt: ago(19),
    }),
  ],
  nextCursor: null,
});

/** Who may send: one certificate that has run out, one that soon does, one nobody has shown, a client. */
export const fakeCredentials = (): object => ({
  items: [
    { kind: 'listener', name: 'dns:hub.bay.test', speaks: [], expiresAt: ago(-60 * 24 * 200) },
    {
      ...{ kind: 'sender', name: 'dns:adt.lakeside.test', speaks: ['CAREAPP|LAKESIDE'] },
      expiresAt: ago(60 * 24 * 2),
    },
    {
      ...{ kind: 'sender', name: 'dns:adt.harbour.test', speaks: ['*|HARBOUR', 'LAB|HARBOUR-LAB'] },
      expiresAt: ago(-60 * 24 * 12),
    },
    { kind: 'sender', name: 'uri:urn:quay', speaks: ['QUAY|*'], expiresAt: null },
    { kind: 'client', name: 'st-mary', speaks: ['urn:hospital:st-mary'], expiresAt: null },
  ],
});

const BEGUN =
  '0b 4d 53 48 7c 5e 7e 5c 26 7c .. .. .. .. .. 7c .. .. .. .. .. .. .. .. 7c 7c 7c .. .. .. .. .. .. .. ..';

/** A listener with one frame that does not end, and what was cut off before. */
export const fakeMllp = (): object => ({
  ...{ port: 2575, security: 'mutual-tls' },
  connections: [
    {
      ...{ remote: '10.20.0.11:40112', openedAt: ago(480), frames: 3_201, waiting: 0 },
      ...{ isPaused: false, openFrame: null },
    },
    {
      ...{ remote: '10.20.0.15:51544', openedAt: ago(33), frames: 18, waiting: 2, isPaused: true },
      openFrame: { since: ago(0.4), bytes: 212, peek: `${BEGUN} [140 bytes] 50 49 44 7c .. .. 0d` },
    },
  ],
  incidents: [
    {
      ...{ at: ago(31), reason: 'frame-never-ended', remote: '10.20.0.15:51380', bytes: 212 },
      peek: `${BEGUN} [140 bytes] 50 49 44 7c .. .. 0d`,
    },
    {
      ...{ at: ago(190), reason: 'tls-handshake-failed', remote: '203.0.113.9:60011', bytes: 0 },
      peek: null,
    },
  ],
});
