import { personsMerged, recoveryHousingChanged, returnToUseReported } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import type { PageAnswer } from '@handrail/contracts';
import type { EventRow } from '../../api/events.js';
import type { Found, Journey, RecentPerson } from '../../api/journey.js';
import type { PlacementItem, ReassessmentItem } from '../../api/lists.js';
import { ConsoleUnderTest } from '../../testing/console-under-test.js';
import { detoxToPerson, detoxToPlace } from '../../testing/stories.js';
import { type Story } from '../../testing/story.js';

let subject: ConsoleUnderTest;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
afterAll(() => subject.stop());

const journey = async (personId: string) =>
  (await subject.get<Journey>(`/v1/console/persons/${personId}/journey`)).body;
const find = async (q: string) =>
  (await subject.get<{ items: Found[] }>(`/v1/console/search?q=${encodeURIComponent(q)}`)).body
    .items;

describe('the journey of a person', () => {
  it('joins what outcomes tells with what the console keeps', async () => {
    const story = detoxToPlace(new Date());
    // Found after the place of care, and no level of care.
    story.later(1).add(recoveryHousingChanged, { placementId: crypto.randomUUID() });
    await subject.publish(story);
    const ended = story.events.find((event) =>
      event.record.headers['ce_type']?.includes('stay-ended'),
    )!;
    subject.fakes.outcomes.answers.set(`/v1/persons/${story.personId}/journey`, {
      items: [
        {
          at: '2026-01-05T10:00:00.000Z',
          kind: 'stay-started',
          title: 'Stay started long ago',
          eventId: '0199a2f0-7c11-7a10-8b1e-000000000001',
          causedBy: null,
        },
        {
          at: ended.record.headers['ce_time'],
          kind: 'stay-ended',
          title: 'told by outcomes',
          eventId: ended.id,
          causedBy: story.messageId,
        },
      ],
      nextCursor: null,
    });
    const { items, complete, now } = await journey(story.personId);
    expect(complete).toBe(true);
    const own = story.events.filter((event) => event.record.key === story.personId);
    expect(items).toHaveLength(own.length + 1);
    expect(items.at(-1)).toMatchObject({ title: 'Stay started long ago', kept: false });
    const decided = items.find((item) => item.kind === 'level-of-care-determined');
    expect(decided).toMatchObject({
      title: 'Level of care decided: IOP',
      causeTitle: 'Reassessment opened',
      decision: { level: 'IOP', policyVersion: '2026.1', ratings: { d4: 2 } },
    });
    expect(decided?.decision?.trace.map((step) => step.rule)).toContain('R5-floor');
    expect(items.find((item) => item.eventId === ended.id)?.title).toBe('Detox completed');
    expect(now).toMatchObject({
      level: 'IOP',
      placement: { status: 'confirmed', programId: 'harbor-iop' },
      housing: { status: 'confirmed', programId: 'lighthouse-residence' },
      reassessment: null,
    });
  });

  it('shows what the console keeps, and says so, when outcomes is silent', async () => {
    const story = detoxToPerson(new Date());
    await subject.publish(story);
    subject.fakes.outcomes.broken = true;
    const { items, complete, now } = await journey(story.personId);
    subject.fakes.outcomes.broken = false;
    expect(complete).toBe(false);
    expect(items.map((item) => item.title)).toEqual([
      'Level of care needs a person',
      'Reassessment opened',
      'Detox completed',
      'Person registered',
    ]);
    expect(now).toMatchObject({
      level: null,
      placement: null,
      housing: null,
      reassessment: { status: 'needs-person', trigger: 'detox-completed' },
    });
    expect((await subject.get('/v1/console/persons/nobody/journey')).status).toBe(400);
  });

  it('lists the people whose events came last', async () => {
    const story = detoxToPerson(new Date());
    await subject.publish(story);
    const { body } = await subject.get<{ items: RecentPerson[] }>('/v1/console/persons');
    expect(body.items[0]).toMatchObject({ personId: story.personId, events: 4 });
    expect(new Set(body.items.map((item) => item.personId)).size).toBe(body.items.length);
  });
});

describe('two persons who are one', () => {
  const list = async <T>(what: string, personId: string) =>
    (await subject.get<PageAnswer<T>>(`/v1/console/${what}?limit=200&personId=${personId}`)).body
      .items;

  /** Publishes the merge as intake does, once on each key, and waits until both have been read. */
  async function merge(retired: Story, survivor: Story): Promise<void> {
    const data = { survivorId: survivor.personId, retiredId: retired.personId };
    const from = retired.events.length;
    retired.message().add(personsMerged, data);
    survivor.message().add(personsMerged, data);
    await subject.eventLog.publish([
      retired.events[from]!.record,
      survivor.events[survivor.events.length - 1]!.record,
    ]);
    await eventually(
      async () =>
        (await list<EventRow>('events', survivor.personId)).some(
          (row) => row.name === 'persons-merged',
        ),
      { what: 'the merge in the read model' },
    );
  }

  it('have one journey, one set of rows, and the old id leads there', async () => {
    const [retired, survivor] = [detoxToPlace(new Date()), detoxToPerson(new Date())];
    await subject.publish(retired, survivor);
    await merge(retired, survivor);

    const both = [...retired.events, ...survivor.events].filter(
      ({ record }) => record.key !== 'harbor-iop',
    );
    for (const { personId } of [retired, survivor]) {
      const read = await journey(personId);
      expect(read.personId).toBe(survivor.personId);
      // Of the two copies of the merge one is shown: it happened once.
      expect(read.items).toHaveLength(both.length - 1);
      expect(read.now).toMatchObject({
        placement: { status: 'confirmed' },
        reassessment: { status: 'needs-person' },
      });
      expect(await list<EventRow>('events', personId)).toHaveLength(both.length - 1);
      const rows = [
        ...(await list<ReassessmentItem>('reassessments', personId)),
        ...(await list<PlacementItem>('placements', personId)),
      ];
      expect(rows.map((row) => row.personId)).toEqual(Array(3).fill(survivor.personId));
      for (const q of [personId, personId.slice(-8)])
        expect(await find(q)).toEqual([
          expect.objectContaining({ kind: 'person', personId: survivor.personId }),
        ]);
    }
  });

  it('keep being one for events that still name the old id, and through a second merge', async () => {
    const [first, second, third] = [
      detoxToPlace(new Date()),
      detoxToPerson(new Date()),
      detoxToPerson(new Date()),
    ];
    await subject.publish(first, second, third);
    await merge(first, second);
    await merge(second, third);
    const late = first.events.length;
    first.message().add(returnToUseReported);
    await subject.eventLog.publish([first.events[late]!.record]);
    const seen = await eventually(
      async () =>
        (await list<EventRow>('events', third.personId)).find(
          (row) => row.id === first.events[late]!.id,
        ),
      { what: 'the late event with the survivor' },
    );
    expect(seen.personId).toBe(third.personId);
    expect((await journey(first.personId)).personId).toBe(third.personId);
    expect(await list('placements', first.personId)).toEqual([
      expect.objectContaining({ personId: third.personId, status: 'confirmed' }),
    ]);
  });
});

describe('the search box', () => {
  it('knows persons, events, messages, reassessments and placements by their id', async () => {
    const story = detoxToPlace(new Date());
    await subject.publish(story);
    const { personId } = story;
    const placed = story.events.find((event) =>
      event.record.headers['ce_type']?.includes('placement-confirmed'),
    )!;
    const message = placed.record.headers['ce_correlationid']!;
    expect(await find(personId)).toEqual([expect.objectContaining({ kind: 'person', personId })]);
    expect(await find(` …${personId.slice(-8).toUpperCase()} `)).toEqual([
      expect.objectContaining({ kind: 'person', personId }),
    ]);
    expect(await find(placed.id)).toEqual([
      expect.objectContaining({ kind: 'event', eventId: placed.id, label: 'Place confirmed: IOP' }),
    ]);
    expect(await find(message)).toEqual([
      expect.objectContaining({ kind: 'message', messageId: message, personId }),
    ]);
    expect(await find(story.id('reassessmentId'))).toEqual([
      expect.objectContaining({ kind: 'reassessment', personId }),
    ]);
    expect(await find(story.id('placementId'))).toEqual([
      expect.objectContaining({ kind: 'placement', personId }),
    ]);
  });

  it('asks intake for control ids and for messages that led to no event', async () => {
    const message = '0199a2f0-7c11-7a10-8b1e-00000000abcd';
    const ignored = {
      ...{ id: message, personId: null, disposition: 'ignored', type: 'ADT^A08' },
      ...{ source: 'ADMIT|ST-MARY', receivedAt: '2026-11-20T10:00:00.000Z' },
    };
    subject.fakes.intake.answers.set('/v1/messages', {
      items: [ignored],
    });
    subject.fakes.intake.answers.set(`/v1/messages/${message}`, ignored);
    for (const q of ['MSG00042', message])
      expect(await find(q)).toEqual([
        expect.objectContaining({
          kind: 'message',
          messageId: message,
          label: 'Message ignored: ADT^A08 from ADMIT|ST-MARY',
        }),
      ]);
    subject.fakes.intake.answers.clear();
    expect(await find('0199a2f0-7c11-7a10-8b1e-00000000dead')).toEqual([]);
    // A bundle id of its sender may look like an id of ours.
    subject.fakes.intake.answers.set('/v1/messages', { items: [ignored] });
    expect(await find('0199a2f0-7c11-7a10-8b1e-00000000beef')).toHaveLength(1);
    subject.fakes.intake.broken = true;
    expect((await subject.get('/v1/console/search?q=MSG00042')).body).toEqual({
      items: [],
      unknown: ['intake'],
    });
    subject.fakes.intake.reset();
    expect((await subject.get('/v1/console/search?q=')).status).toBe(400);
  });
});
