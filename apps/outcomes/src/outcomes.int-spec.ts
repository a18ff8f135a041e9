import { randomUUID } from 'node:crypto';
import {
  attendanceRecorded,
  factRetracted,
  overdoseReported,
  placementConfirmed,
  reassessmentOpened,
  returnToUseReported,
  stayEnded,
  stayStarted,
} from '@handrail/contracts';
import type { Tx } from '@handrail/messaging';
import { eventually } from '@handrail/testing';
import { PersonOutcomesStore } from './person/person-outcomes.store.js';
import {
  ago,
  announcedOf,
  database,
  ended,
  get,
  journey,
  placed,
  reaches,
  publishes,
  usedAgain,
  withOutcomes,
  type Item,
} from './testing/running-outcomes.js';

withOutcomes();

describe('a journey', () => {
  it('tells every event in the order it happened, with its cause and its chain', async () => {
    const personId = randomUUID();
    const detox = ended(personId, ago(0.01));
    const { setting, stayId, facility } = detox;
    const end = await publishes(stayEnded, detox, { time: detox.endedAt });
    await publishes(
      stayStarted,
      { personId, stayId, facility, setting, startedAt: ago(5) },
      { time: ago(5) },
    );
    const reassessmentId = randomUUID();
    await publishes(
      reassessmentOpened,
      {
        ...{ personId, reassessmentId, openedAt: ago(0), dueAt: ago(-1) },
        trigger: {
          kind: 'detox-completed',
          ...{ eventId: end.eventId, messageId: end.messageId, occurredAt: detox.endedAt },
          evidence: [],
        },
      },
      { causedBy: end.eventId, messageId: end.messageId },
    );
    const place = placed(personId, 'IOP');
    await publishes(placementConfirmed, place, { causedBy: end.eventId, messageId: end.messageId });

    const items = await eventually(async () => {
      const all = await journey(personId);
      return all.length === 7 && all;
    });
    const kinds = items.map((item) => item.kind).filter((kind) => kind !== 'follow-up-due');
    expect(kinds).toEqual([
      'stay-started',
      'stay-ended',
      'episode-opened',
      'reassessment-opened',
      'placement-confirmed',
    ]);
    const opened = items.find((item) => item.kind === 'reassessment-opened')!;
    expect(opened).toMatchObject({
      title: 'Reassessment opened: detox completed, due within 24 hours',
      causedBy: end.eventId,
      messageId: end.messageId,
      about: { reassessmentId },
    });

    const chain = await get<{ items: Item[] }>(`/v1/journeys/by-message/${end.messageId}`);
    expect(chain.items.map((item) => item.kind).filter((kind) => kind !== 'follow-up-due')).toEqual(
      ['stay-ended', 'episode-opened', 'reassessment-opened', 'placement-confirmed'],
    );
  });

  it('is read page by page, in either order', async () => {
    const personId = randomUUID();
    for (const days of [90, 60, 1]) await usedAgain(personId, days);
    await eventually(async () => (await journey(personId)).length === 3);
    const oldestFirst = (await journey(personId)).map((item) => item.eventId);
    const read: string[] = [];
    for (let cursor = ''; ;) {
      const page = await get<{ items: Item[]; nextCursor: string | null }>(
        `/v1/persons/${personId}/journey?order=newest-first&limit=2${cursor}`,
      );
      read.push(...page.items.map((item) => item.eventId));
      if (!page.nextCursor) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(read).toEqual(oldestFirst.toReversed());
  });

  it('is empty for a person nobody has heard of, and refuses what is no id', async () => {
    expect(await journey(randomUUID())).toEqual([]);
    const problem = await get<{ errors: object[] }>('/v1/persons/MRN-1/journey', 400);
    expect(problem.errors).toEqual([
      { path: 'id', reason: 'is not a UUID', accepted: 'an id given by Handrail, a UUID' },
    ]);
    await get(`/v1/persons/${randomUUID()}/journey?order=sideways`, 400);
  });
});

describe('repeated return to use', () => {
  it('is announced once, with the level held and the reports, and leads back to its message', async () => {
    const personId = randomUUID();
    await publishes(placementConfirmed, placed(personId, 'IOP'));
    const first = await usedAgain(personId, 5);
    const second = await usedAgain(personId, 2);
    await reaches(personId, 'repeated-return-to-use-detected');
    await usedAgain(personId, 0.1);
    await eventually(async () => (await journey(personId)).length >= 5);

    const [detected, ...more] = announcedOf(personId, 'repeated-return-to-use-detected');
    expect(more).toEqual([]);
    expect(detected!.headers['ce_correlationid']).toBe(second.messageId);
    expect(detected!.headers['ce_causationid']).toBe(second.eventId);
    expect(detected!.data).toMatchObject({
      personId,
      pattern: 'returns-in-window',
      currentLevel: 'IOP',
      windowDays: 30,
      reports: [{ eventId: first.eventId }, { eventId: second.eventId }],
    });
  });

  it('knows the level although the placement was published behind the report', async () => {
    const personId = randomUUID();
    const record = ago(0);
    // One topic is read before the other now and then: the check waits until both are read.
    await Promise.all([
      usedAgain(personId, 5),
      usedAgain(personId, 2),
      publishes(placementConfirmed, placed(personId, 'PHP'), { recordedTime: record }),
    ]);
    await reaches(personId, 'repeated-return-to-use-detected');
    const [detected] = announcedOf(personId, 'repeated-return-to-use-detected');
    expect(detected!.data['currentLevel']).toBe('PHP');
  });

  it('is withdrawn when a report is taken back, naming the event that falls', async () => {
    const personId = randomUUID();
    const report = await usedAgain(personId, 5);
    await publishes(overdoseReported, {
      personId,
      occurredAt: ago(2),
      facility: 'st-mary',
      substance: null,
    });
    await reaches(personId, 'repeated-return-to-use-detected');
    await publishes(factRetracted, {
      personId,
      retractedEventId: report.eventId,
      retractedType: returnToUseReported.type,
      stayId: null,
      reason: 'cancelled-by-source',
    });
    const items = await reaches(personId, 'repeated-return-to-use-withdrawn');
    const [withdrawn] = announcedOf(personId, 'repeated-return-to-use-withdrawn');
    expect(withdrawn!.data).toMatchObject({
      detectedEventId: items.find((item) => item.kind === 'repeated-return-to-use-detected')!
        .eventId,
      reason: 'report-retracted',
    });
  });
});

describe('follow-up windows', () => {
  interface FollowUp {
    windowDays: number;
    status: string;
    dueAt: string;
  }
  const followUps = async (personId: string, query = '') =>
    (await get<{ items: FollowUp[] }>(`/v1/follow-ups?personId=${personId}${query}`)).items;

  it('are missed when they close empty, and met by care on a later day', async () => {
    const personId = randomUUID();
    await publishes(stayEnded, ended(personId, ago(12)), { time: ago(12) });
    await reaches(personId, 'handoff-missed');
    expect(await followUps(personId)).toMatchObject([
      { windowDays: 30, status: 'open' },
      { windowDays: 7, status: 'missed' },
    ]);
    await publishes(attendanceRecorded, {
      personId,
      placementId: randomUUID(),
      sessionStartsAt: ago(1),
      attendance: 'attended',
    });
    await reaches(personId, 'follow-up-met');
    expect(await followUps(personId, '&status=met')).toMatchObject([{ windowDays: 30 }]);
  });

  it('are listed by when they close, the next first', async () => {
    const personId = randomUUID();
    await publishes(stayEnded, ended(personId, ago(1)), { time: ago(1) });
    await eventually(async () => (await followUps(personId)).length === 2);
    const due = ago(-60).slice(0, 10);
    expect((await followUps(personId, `&due=${due}`)).map((f) => f.windowDays)).toEqual([7, 30]);
    expect(await followUps(personId, `&due=${ago(-2).slice(0, 10)}`)).toEqual([]);
    await get('/v1/follow-ups?due=soon', 400);
  });

  it('are measured with definition, numerator and denominator', async () => {
    const { items } = await get<{ items: Array<Record<string, unknown>> }>('/v1/measures');
    expect(items.map((measure) => measure['id'])).toEqual([
      'follow-up-7',
      'follow-up-30',
      'repeated-return-to-use',
    ]);
    const [week] = items;
    expect(week!['definition']).toMatch(/7 calendar days/);
    expect(week!['rate']).toBe(Number(week!['numerator']) / Number(week!['denominator']));
    expect(week!['denominator']).toBeGreaterThanOrEqual(1);
  });
});

describe('two records that turn out to be one person', () => {
  it('have one history and one journey', async () => {
    const [survivorId, retiredId] = [randomUUID(), randomUUID()];
    for (const personId of [survivorId, retiredId]) await usedAgain(personId, 5);
    await eventually(async () => (await journey(survivorId)).length === 1);
    await eventually(async () => (await journey(retiredId)).length === 1);

    const store = new PersonOutcomesStore();
    const source = database();
    await source.transaction(async (manager) => {
      const tx: Tx = { query: (sql, params) => manager.query(sql, params as unknown[]) };
      const loaded = await store.load(tx, [survivorId, retiredId]);
      const before = loaded.get(survivorId)!;
      const after = store.merge(before, loaded.get(retiredId)!);
      await store.save(tx, [{ key: survivorId, before, after }]);
      expect([...(await store.load(tx, [survivorId, retiredId])).entries()]).toEqual([
        [survivorId, { ...after, journey: [] }],
      ]);
    });

    expect(await journey(survivorId)).toHaveLength(2);
    expect(await journey(retiredId)).toEqual(await journey(survivorId));
  });
});
