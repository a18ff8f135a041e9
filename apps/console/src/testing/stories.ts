import * as contracts from '@handrail/contracts';
import type { TriggerData } from '@handrail/contracts';
import { Story } from './story.js';

type Kind = TriggerData['kind'];

const trigger = (story: Story, kind: Kind, eventId: string): TriggerData => ({
  kind,
  eventId,
  messageId: story.messageId,
  occurredAt: story.at(),
  evidence: [],
});

const plus = (story: Story, hours: number): string =>
  new Date(Date.parse(story.at()) + hours * 3_600_000).toISOString();

function opened(story: Story, kind: Kind, cause: string, dueInHours: number): string {
  story.because(cause);
  return story.add(contracts.reassessmentOpened, {
    trigger: trigger(story, kind, cause),
    openedAt: story.at(),
    dueAt: plus(story, dueInHours),
  });
}

function decided(
  story: Story,
  kind: Kind,
  cause: string,
  level: 'IOP' | 'PHP' | 'RES' | null,
  mode: 'automatic' | 'needs-human' = 'automatic',
): string {
  const { determination } = contracts.levelOfCareDetermined.example;
  return story.add(contracts.levelOfCareDetermined, {
    trigger: trigger(story, kind, cause),
    determinedAt: story.at(),
    determination: {
      ...determination,
      level,
      mode,
      asamLevel: level === 'PHP' ? '2.5' : level === 'IOP' ? '2.1' : null,
      alternatives: level === 'IOP' ? ['PHP'] : [],
      supports: level === 'PHP' ? ['recovery-housing'] : [],
      trace: [
        {
          rule: 'R0-freshness',
          input: { ratedAt: story.at() },
          effect: 'd1–d3 are fresh',
          source: 'own proposal',
        },
        {
          rule: 'R4-d4',
          input: { d4: 2 },
          effect: 'at least IOP',
          source: 'own proposal, after TIP 47',
        },
        {
          rule: 'R4-d5',
          input: { d5: level === 'PHP' ? 3 : 2 },
          effect: level === 'PHP' ? 'at least PHP' : 'at least IOP',
          source: 'own proposal, after TIP 47',
        },
        { rule: 'R5-floor', input: { trigger: kind }, effect: 'floor IOP', source: 'TIP 45' },
      ],
    },
  });
}

/** A detox ends as planned and leads to a place in intensive outpatient care. */
export function detoxToPlace(at: Date, program = 'harbor-iop'): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  story.add(contracts.stayStarted, { startedAt: plus(story, -120) });
  story.later(1).message().add(contracts.riskRatingsRecorded, { ratedAt: story.at() });
  const ended = story.later(1).message().add(contracts.stayEnded, { endedAt: story.at() });
  opened(story, 'detox-completed', ended, 4);
  decided(story, 'detox-completed', ended, 'IOP');
  const placed = story.add(contracts.placementConfirmed, {
    programId: program,
    startsOn: plus(story, 48).slice(0, 10),
  });
  story.add(contracts.sessionsScheduled, { firstSessionAt: plus(story, 48) });
  story.because(placed).add(contracts.capacityChanged, { programId: program, asOf: story.at() });
  story.because(ended).add(contracts.followUpDue, { dueAt: plus(story, 168) });
  return story;
}

/** A residential stay is planned to end; the place is decided before the person leaves. */
export function stepDownToPlace(at: Date): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  story.add(contracts.stayStarted, { setting: 'residential', facility: 'oak-house' });
  const planned = story
    .later(1)
    .message()
    .add(contracts.stepDownPlanned, {
      facility: 'oak-house',
      plannedFor: plus(story, 96),
    });
  opened(story, 'residential-step-down', planned, 4);
  decided(story, 'residential-step-down', planned, 'PHP');
  story.add(contracts.placementConfirmed, {
    programId: 'riverside-php',
    trackId: 'day',
    level: 'PHP',
    startsOn: plus(story, 96).slice(0, 10),
  });
  return story;
}

/** Two reports of use within a month while in outpatient care lead one level up. */
export function repeatedUseToPlace(at: Date): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  story.add(contracts.returnToUseReported, { occurredAt: story.at() });
  story.later(2).message().add(contracts.returnToUseReported, { evidence: 'positive-screen' });
  const detected = story.add(contracts.repeatedReturnToUseDetected, { currentLevel: 'OP' });
  opened(story, 'repeated-return-to-use', detected, 24);
  decided(story, 'repeated-return-to-use', detected, 'IOP');
  story.add(contracts.placementConfirmed, { programId: 'evening-bridge', trackId: 'virtual' });
  return story;
}

/** Everything is full: the person waits. */
export function detoxToWaitlist(at: Date): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  const ended = story.message().add(contracts.stayEnded, { endedAt: story.at() });
  opened(story, 'detox-completed', ended, 4);
  decided(story, 'detox-completed', ended, 'IOP');
  story.add(contracts.placementWaitlisted, { requestedAt: story.at() });
  return story;
}

/** Withdrawal risk was never rated, so a person has to decide, within `dueInHours`. */
export function detoxToPerson(at: Date, dueInHours = 4): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  const ended = story.message().add(contracts.stayEnded, { endedAt: story.at() });
  opened(story, 'detox-completed', ended, dueInHours);
  decided(story, 'detox-completed', ended, null, 'needs-human');
  return story;
}

/** The hospital takes the discharge back: everything that followed is undone. */
export function cancelledDischarge(at: Date): Story {
  const story = detoxToPlace(at);
  const ended = story.events.find((event) =>
    event.record.headers['ce_type']?.includes('stay-ended'),
  );
  story.later(3).message().add(contracts.factRetracted, { retractedEventId: ended!.id });
  story.add(contracts.reassessmentWithdrawn);
  story.add(contracts.placementWithdrawn);
  return story;
}

/** Left against advice: no reassessment, somebody has to reach out. */
export function leftEarly(at: Date): Story {
  const story = new Story(at);
  story.add(contracts.personRegistered);
  story.add(contracts.stayStarted);
  story.later(2).message().add(contracts.stayEnded, { disposition: 'against-advice' });
  return story;
}

export const STORIES: readonly ((at: Date) => Story)[] = [
  detoxToPlace,
  stepDownToPlace,
  repeatedUseToPlace,
  detoxToWaitlist,
  detoxToPerson,
  cancelledDischarge,
  leftEarly,
];
