import { Webhook } from 'standardwebhooks';
import { afterAttempt, isLost, type Attempt } from './domain/after-attempt.js';
import { isPublicAddress, problemOfUrl } from './public-address.js';
import { secretOf, sign } from './signature.js';
import { bodyOf } from './webhook-event.js';

const KEY = Buffer.alloc(32, 7);
const SUBSCRIPTION = '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001';

describe('A signature', () => {
  const body = JSON.stringify({ type: 'x', text: 'é' });
  const signed = (secrets: readonly string[], sentAtMs = Date.now()) =>
    ({ ...sign({ id: 'event-1', sentAtMs, body }, secrets) }) as Record<string, string>;
  const [old, now] = [secretOf(KEY, SUBSCRIPTION, 1), secretOf(KEY, SUBSCRIPTION, 2)];

  it('is read by a verifier that is not ours, under the old and the new secret', () => {
    expect(new Webhook(old).verify(body, signed([old, now]))).toEqual({ type: 'x', text: 'é' });
    expect(new Webhook(now).verify(body, signed([old, now]))).toEqual({ type: 'x', text: 'é' });
  });

  it.each([
    ['another body', () => new Webhook(now).verify(`${body} `, signed([now]))],
    ['another secret', () => new Webhook(now).verify(body, signed([old]))],
    [
      'another id',
      () => new Webhook(now).verify(body, { ...signed([now]), 'webhook-id': 'event-2' }),
    ],
    ['another time', () => new Webhook(now).verify(body, signed([now], Date.now() - 360_000))],
  ])('attack 10: is none for %s', (_what, verifying) => {
    expect(verifying).toThrow(/signature|timestamp/i);
  });

  it('has secrets of their own for every subscription, generation and key', () => {
    const secrets = [
      ...[old, now, secretOf(KEY, SUBSCRIPTION.replace('1', '2'), 1)],
      secretOf(Buffer.alloc(32, 8), SUBSCRIPTION, 1),
    ];
    expect(new Set(secrets).size).toBe(4);
    expect(secretOf(KEY, SUBSCRIPTION, 1)).toBe(old);
    expect(Buffer.from(old.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });
});

describe('After an attempt', () => {
  const answered = (status: number | null, retryAfterMs: number | null = null): Attempt => ({
    ...{ status, retryAfterMs, outcome: status === null ? 'timeout' : 'answered' },
  });

  it('nothing is left to do for 2xx, nobody is asked again for 410', () => {
    expect(afterAttempt(answered(204), 3, 0)).toEqual({ kind: 'delivered' });
    expect(afterAttempt(answered(410), 1, 0)).toEqual({ kind: 'gone' });
  });

  it.each([null, 301, 400, 404, 500])(
    '%s is tried again, ever later, ten times in all',
    (status) => {
      const waits = Array.from({ length: 10 }, (_, at) =>
        afterAttempt(answered(status), at + 1, 0),
      );
      const inMs = waits.map((each) => (each.kind === 'again' ? each.inMs : each.kind));
      expect([inMs[0], inMs[1], inMs[8], inMs[9]]).toEqual([
        5_000,
        300_000,
        86_400_000,
        'given-up',
      ]);
      expect(inMs.slice(0, 9)).toEqual(inMs.slice(0, 9).toSorted((a, b) => Number(a) - Number(b)));
    },
  );

  it('a receiver says how long to wait, up to a day; chance lengthens the wait by a tenth at most', () => {
    expect(afterAttempt(answered(429, 60_000), 1, 0)).toEqual({ kind: 'again', inMs: 60_000 });
    expect(afterAttempt(answered(429, 9e9), 1, 0)).toEqual({ kind: 'again', inMs: 86_400_000 });
    expect(afterAttempt(answered(503, 1_000), 1, 1)).toEqual({ kind: 'again', inMs: 5_500 });
  });

  it('five days of failures are enough', () => {
    const since = '2026-11-01T00:00:00.000Z';
    expect(isLost(null, since)).toBe(false);
    expect(isLost(since, '2026-11-05T23:59:59.999Z')).toBe(false);
    expect(isLost(since, '2026-11-06T00:00:00.000Z')).toBe(true);
  });
});

describe('An address', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '203.0.113.9'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ],
    ...['2002:a00:1::', '2001:db8::1', 'fe80::1%eth0', 'not-an-address', ''],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::5'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['https://receiver.example/hooks?a=1', null],
    ['https://receiver.example:8443/', null],
    ['http://receiver.example/', 'is not https'],
    ['ftp://receiver.example/', 'is not https'],
    ['https://user:word@receiver.example/', 'carries a user, a password or a fragment'],
    ['https://receiver.example/#x', 'carries a user, a password or a fragment'],
    ['https://localhost/', 'is not at a public host'],
    ['https://db.internal/', 'is not at a public host'],
    ['https://[::1]/', 'is not at a public host'],
    ['https://0x7f000001/', 'is not at a public host'],
    ['https://2130706433/', 'is not at a public host'],
    ['https://127.1/', 'is not at a public host'],
    ['receiver.example', 'is not an address'],
  ])('%s: %s', (url, reason) => {
    expect(problemOfUrl(url, false)?.reason ?? null).toBe(reason);
  });

  it('within the house is taken where the settings allow it', () => {
    expect(problemOfUrl('http://127.0.0.1:8080/', true)).toBeNull();
    expect(problemOfUrl('ftp://127.0.0.1/', true)?.reason).toBe('is not https');
  });
});

describe('A body', () => {
  it('says that something has changed and where to read it, and nothing about anybody', () => {
    const event = {
      ...{ eventId: 'e', type: 'handrail.scheduling.placement-confirmed.v1', messageId: 'm' },
      ...{ occurredAt: '2026-11-22T15:04:00.000Z', placementId: 'p' },
    };
    expect(bodyOf(event, 12)).toEqual({
      type: 'handrail.scheduling.placement-confirmed.v1',
      timestamp: '2026-11-22T15:04:00.000Z',
      data: { number: 12, placementId: 'p', messageId: 'm', task: '/fhir/Task/p' },
    });
  });
});
