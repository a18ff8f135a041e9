import type { FakeReply, FakeRequest, FakeService } from './fake-services.js';

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const id = (kind: string, at: number): string =>
  `0199a2f0-7c11-7a10-8${kind}-${String(at).padStart(12, '0')}`;

export interface FakeMessage {
  readonly id: string;
  readonly controlId: string;
  readonly source: string;
  readonly disposition: string;
  readonly [field: string]: unknown;
}

/** A message as intake tells of it; an applied discharge unless the test says otherwise. */
export const fakeMessage = (at: number, changes: object = {}): FakeMessage => ({
  ...{ id: id('a01', at), source: 'ADMIT|ST-MARY', protocol: 'hl7v2-mllp', type: 'ADT^A03' },
  ...{ controlId: `MSG${String(at).padStart(5, '0')}`, receivedAt: ago(at) },
  ...{ disposition: 'applied', reason: 'stay-ended', personId: id('a02', at) },
  ...{ produced: [id('a03', at)], problems: [], attempts: 0, parkedAt: null, note: null },
  readings: [],
  ...changes,
});

export const rejectedMessage = (at: number): FakeMessage =>
  fakeMessage(at, {
    ...{ disposition: 'rejected', reason: 'no-patient-identifier', personId: null, produced: [] },
    problems: [
      {
        ...{ path: 'PID^1^3', reason: 'names nobody' },
        accepted: 'an identifier in PID-3 (or PID-2, PID-4)',
      },
    ],
  });

export const parkedMessage = (at: number): FakeMessage =>
  fakeMessage(at, {
    ...{ disposition: 'parked', reason: 'sql:23514:broken', produced: [], attempts: 1 },
    parkedAt: ago(at),
  });

interface FakeReview {
  readonly id: string;
  status: string;
  readonly [field: string]: unknown;
}

const person = (at: number, given: string, birthDate: string) => ({
  id: id('a02', at),
  name: { family: 'Delgado', given: [given] },
  ...{ birthDate, birthDateText: null, sex: 'female', phone: null, mergedInto: null },
  address: { line: ['14 Orchard Street'], city: 'Salem', postalCode: '01970', state: 'MA' },
  identifiers: [{ system: 'urn:st-mary', value: `MRN-${at}`, trusted: true }],
  stays: [
    {
      ...{ stayId: id('a04', at), facility: 'st-mary', setting: 'withdrawal-management' },
      ...{ startedAt: ago(9_000 + at), endedAt: ago(4_000 + at) },
    },
  ],
  ...{ mergedFrom: [], merges: [] },
});

export const fakeReview = (at: number, changes: object = {}): FakeReview => ({
  ...{ id: id('a05', at), reason: 'probable-duplicate', status: 'open', openedAt: ago(60 * at) },
  ...{ messageId: id('a01', at), scoreBits: 14.25, decidedAt: null, decidedBy: null },
  decidedReason: null,
  comparison: [
    ...['family', 'sex', 'street', 'city'].map((field) => ({ field, accord: 'agrees' })),
    { field: 'given', accord: 'nearly' },
    { field: 'birthDate', accord: 'contradicts' },
    { field: 'phone', accord: 'unknown' },
    { field: 'authority', accord: 'contradicts' },
  ],
  persons: [person(10 * at, 'Rosa', '1984-03-09'), person(10 * at + 1, 'Rosita', '1986-11-21')],
  ...changes,
});

/** Plays what intake says of messages and identity reviews, and remembers what it was asked. */
export class FakeIntake {
  messages: FakeMessage[] = [];
  reviews: FakeReview[] = [];
  readonly readings: object[] = [];

  /** Takes the place of what a stand-in of intake does not know. */
  static behind(service: FakeService): FakeIntake {
    const fake = new FakeIntake();
    service.more = fake.answer;
    return fake;
  }

  readonly answer = (request: FakeRequest): FakeReply | undefined => {
    const [, kind, key, act] =
      /^\/v1\/(messages|identity-reviews)(?:\/([^/]+))?(?:\/(.+))?$/.exec(request.path) ?? [];
    if (kind === 'messages') return this.#message(request, key, act);
    if (kind === 'identity-reviews') return this.#review(request, key, act);
    return undefined;
  };

  #message({ query, body }: FakeRequest, key?: string, act?: string): FakeReply {
    if (!key) {
      const wanted = ['controlId', 'disposition', 'source', 'personId'] as const;
      const items = this.messages.filter((message) =>
        wanted.every((name) => !query.has(name) || message[name] === query.get(name)),
      );
      return { status: 200, body: { items, nextCursor: null } };
    }
    const message = this.messages.find((each) => each.id === key);
    if (!message) return { status: 404, body: { title: 'Not found', detail: 'No such message.' } };
    if (act !== 'raw') return { status: 200, body: message };
    this.readings.push(body as object);
    const { by, purpose } = body as { by: string; purpose: string };
    this.messages = this.messages.map((each) =>
      each === message ? { ...each, readings: [{ at: ago(0), by, purpose }] } : each,
    );
    return { status: 200, body: { segments: ['MSH', 'PID', 'PV1'] } };
  }

  #review({ query, body }: FakeRequest, key?: string, act?: string): FakeReply {
    const open = this.reviews.filter(({ status }) => status === 'open');
    if (key === 'summary')
      return {
        status: 200,
        body: { open: open.length, oldestOpenedAt: open.at(-1)?.['openedAt'] ?? null },
      };
    if (!key) {
      const status = query.get('status') ?? 'open';
      const items = this.reviews.filter((each) => each.status === status);
      return { status: 200, body: { items, nextCursor: null } };
    }
    const review = this.reviews.find((each) => each.id === key);
    if (!review) return { status: 404, body: { title: 'Not found', detail: 'No such review.' } };
    return act ? this.#act(review, act, body as Record<string, string>) : ok(review);
  }

  #act(review: FakeReview, act: string, wish: Record<string, string>): FakeReply {
    if (act === 'read') {
      this.readings.push(wish);
      return ok(review);
    }
    const next = NEXT[`${review.status} ${act}`];
    if (!next)
      return {
        status: 409,
        body: { title: 'Conflict', detail: 'This review has been decided already.' },
      };
    const decided = { decidedBy: wish['by'], decidedReason: wish['reason'], decidedAt: ago(0) };
    const now = { ...review, ...decided, status: next };
    this.reviews = this.reviews.map((each) => (each === review ? now : each));
    return ok(now);
  }
}

const ok = (body: object): FakeReply => ({ status: 200, body });

const NEXT: Readonly<Record<string, string>> = {
  'open link': 'linked',
  'open keep-apart': 'kept-apart',
  'kept-apart undo': 'open',
  'linked undo': 'undone',
};
