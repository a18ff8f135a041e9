import { randomUUID } from 'node:crypto';
import {
  factRetracted,
  placementCompleted,
  placementConfirmed,
  placementNotStarted,
  repeatedReturnToUseDetected,
  sessionsScheduled,
  stayEnded,
  stayStarted,
  stepDownPlanned,
} from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import {
  ago,
  ahead,
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../testing/running-assessment.js';

// Real: the assessment service, its database, the Postgres log. Intake and outcomes are played here.
let assessment: RunningAssessment;
beforeAll(async () => {
  assessment = await runAssessment();
}, START_WITHIN_MS);
afterAll(() => assessment?.stop());

const determined = ({ status }: { readonly status: string }) => status === 'determined';

describe('events of a person', () => {
  it('a completed detox with known risks is determined at once, opened before determined', async () => {
    const personId = randomUUID();
    await assessment.rated(personId);
    const { eventId, messageId } = await assessment.detoxed(personId);
    const reassessment = await assessment.only(personId, determined);
    expect(reassessment).toMatchObject({
      trigger: { kind: 'detox-completed', eventId, messageId },
      determination: { level: 'IOP', asamLevel: '2.1', mode: 'automatic', alternatives: ['PHP'] },
      ratings: stable,
      decidedBy: 'policy',
      currentLevel: null,
    });
    const [event] = await eventually(() => {
      const found = assessment.eventsOf(personId, 'level-of-care-determined');
      return found.length > 0 ? found : undefined;
    });
    expect(event).toMatchObject({
      reassessmentId: reassessment.id,
      trigger: { messageId },
      context: { region: 'boston' },
      decidedBy: 'policy',
    });
    const types = assessment.published
      .filter(({ key }) => key === personId)
      .map(({ headers }) => headers['ce_type']);
    expect(types).toEqual([
      'handrail.assessment.reassessment-opened.v1',
      'handrail.assessment.level-of-care-determined.v1',
    ]);
  });

  it('a cancelled discharge withdraws the reassessment with its determination', async () => {
    const personId = randomUUID();
    await assessment.rated(personId);
    const { eventId, stayId } = await assessment.detoxed(personId);
    const { determinationId, id } = await assessment.only(personId, determined);
    await assessment.publish(factRetracted, {
      personId,
      retractedEventId: eventId,
      retractedType: stayEnded.type,
      stayId,
      reason: 'cancelled-by-source',
    });
    await assessment.only(personId, ({ status }) => status === 'withdrawn');
    const withdrawn = await eventually(
      () => assessment.eventsOf(personId, 'reassessment-withdrawn')[0],
    );
    expect(withdrawn).toEqual({
      personId,
      reassessmentId: id,
      determinationId,
      reason: 'trigger-retracted',
    });
  });

  it('the end of a planned stay joins the planned step-down', async () => {
    const personId = randomUUID();
    const stay = { stayId: randomUUID(), facility: 'st-mary', setting: 'residential' } as const;
    await assessment.rated(personId);
    await assessment.publish(stayStarted, { personId, ...stay, startedAt: ago(28) });
    await assessment.publish(stepDownPlanned, { personId, ...stay, plannedFor: ahead(5) });
    await assessment.only(personId, determined);
    const end = { startedAt: ago(28), endedAt: ago(0), disposition: 'completed' } as const;
    const { eventId } = await assessment.publish(stayEnded, { personId, ...stay, ...end });
    const reassessment = await assessment.only(
      personId,
      ({ trigger }) => trigger.evidence.length === 1,
    );
    expect(reassessment.trigger).toMatchObject({
      kind: 'residential-step-down',
      evidence: [{ eventId, type: stayEnded.type }],
    });
    expect(assessment.eventsOf(personId, 'level-of-care-determined')).toHaveLength(1);
  });

  it('a placement whose plan ran out asks what comes next, one that was left for another does not', async () => {
    const personId = randomUUID();
    const ended = { ...placementCompleted.example, personId, level: 'IOP' as const };
    await assessment.rated(personId, { ...stable, d3: 0, d4: 1, d5: 1 });
    await assessment.publish(placementCompleted, { ...ended, endReason: 'transferred' });
    const endedAt = ago(0);
    const over = { ...ended, endReason: 'finished', endedAt };
    const { eventId, messageId } = await assessment.publish(placementCompleted, over);
    const reassessment = await assessment.only(personId, determined);
    expect(reassessment).toMatchObject({
      trigger: { kind: 'program-completed', eventId, messageId, occurredAt: endedAt },
      currentLevel: 'IOP',
      placeFrom: endedAt,
      determination: { level: 'OP', mode: 'automatic' },
    });
  });

  it('an intensive outpatient program that is left against advice asks for outreach in three days', async () => {
    const personId = randomUUID();
    const setting = 'intensive-outpatient' as const;
    const stay = { personId, stayId: randomUUID(), facility: 'harbor', setting };
    await assessment.rated(personId);
    await assessment.detoxed(personId);
    await assessment.only(personId, determined);
    await assessment.publish(stayStarted, { ...stay, startedAt: ago(0) });
    const end = { startedAt: ago(0), endedAt: ago(0), disposition: 'against-advice' } as const;
    const { eventId } = await assessment.publish(stayEnded, { ...stay, ...end });
    const left = await eventually(async () =>
      (await assessment.reassessmentsOf(personId)).find(
        ({ trigger }) => trigger.kind === 'left-early',
      ),
    );
    expect(left).toMatchObject({
      status: 'open',
      trigger: { eventId },
      proposal: { mode: 'needs-human' },
      outreach: { overdoseRisk: false },
    });
    const waitsMs = Date.parse(left.dueAt) - Date.parse(left.openedAt);
    expect(waitsMs).toBe(72 * 3_600_000);
    expect(assessment.eventsOf(personId, 'level-of-care-determined')).toHaveLength(1);
  });

  it('a place nobody came to is looked for once, and given away joins the same task', async () => {
    const personId = randomUUID();
    const place = { ...placementNotStarted.example, personId };
    await assessment.publish(placementConfirmed, { ...placementConfirmed.example, personId });
    const { eventId } = await assessment.publish(placementNotStarted, {
      ...place,
      startsOn: placementConfirmed.example.startsOn,
      noticedAt: ago(0),
    });
    await assessment.only(personId, ({ trigger }) => trigger.eventId === eventId);
    await assessment.publish(placementCompleted, {
      ...{ ...placementCompleted.example, personId, endReason: 'never-came', endedAt: ago(0) },
    });
    const task = await assessment.only(personId, ({ trigger }) => trigger.evidence.length === 1);
    expect(task).toMatchObject({ status: 'open', trigger: { kind: 'missed-sessions' } });
    expect(task.outreach).toMatchObject({ attempts: [] });
  });

  it('a plan that ends within two weeks is reviewed, and its end joins the review', async () => {
    const personId = randomUUID();
    await assessment.publish(placementConfirmed, { ...placementConfirmed.example, personId });
    await assessment.publish(sessionsScheduled, {
      ...{ ...sessionsScheduled.example, personId, lastSessionAt: ahead(10) },
    });
    const review = await assessment.only(personId, ({ trigger }) => trigger.kind === 'review-due');
    expect(review).toMatchObject({ status: 'open', currentLevel: 'IOP' });
    await assessment.publish(placementCompleted, {
      ...{ ...placementCompleted.example, personId, endReason: 'finished', endedAt: ago(0) },
    });
    const ended = await assessment.only(personId, ({ trigger }) => trigger.evidence.length === 1);
    expect(ended.id).toBe(review.id);
  });

  it('a second detox joins its own end of detox when outcomes speaks first', async () => {
    const personId = randomUUID();
    const [first, second] = [randomUUID(), randomUUID()];
    const endedAt = ago(0);
    await assessment.rated(personId);
    await assessment.publish(repeatedReturnToUseDetected, {
      personId,
      detectionId: randomUUID(),
      pattern: 'second-detox',
      detectedAt: endedAt,
      reports: [
        { eventId: first, occurredAt: ago(60) },
        { eventId: second, occurredAt: endedAt },
      ],
      windowDays: 182,
      currentLevel: 'IOP',
    });
    const setting = 'withdrawal-management' as const;
    const stay = { personId, stayId: randomUUID(), facility: 'st-mary', setting };
    const end = { startedAt: ago(6), endedAt, disposition: 'completed' } as const;
    await assessment.publish(stayEnded, { ...stay, ...end }, { eventId: second });
    const reassessment = await assessment.only(
      personId,
      ({ determination }) => determination?.level === 'PHP',
    );
    expect(reassessment.trigger.kind).toBe('detox-completed');
    expect(reassessment.determination?.supports).toContain('medication-review');
  });

  it('a due time that passes is told and shown', async () => {
    const personId = randomUUID();
    await assessment.rated(personId, { ...stable, d3: 'unknown' });
    const setting = 'withdrawal-management' as const;
    const stay = { personId, stayId: randomUUID(), facility: 'st-mary', setting };
    const end = { startedAt: ago(6), endedAt: ago(0.3), disposition: 'completed' } as const;
    await assessment.publish(stayEnded, { ...stay, ...end }, { recordedTime: ago(0.3) });
    const reassessment = await assessment.only(personId, ({ status }) => status === 'overdue');
    const overdue = await eventually(
      () => assessment.eventsOf(personId, 'reassessment-overdue')[0],
    );
    expect(overdue).toEqual({
      personId,
      reassessmentId: reassessment.id,
      dueAt: reassessment.dueAt,
    });
  });
});
