import { DAY_MS, deriveId } from '@handrail/domain';
import type { Generated } from './generated-year.js';

const SESSIONS = 12;

/**
 * The case of a person of the generated year as the assessment service keeps it: a detox that ended, what was
 * rated and decided about it, and for every third person the sessions that followed, one in six missed.
 */
export function generatedCase(generated: Generated, determination: object, n: number): object {
  const at = Date.parse(generated.determinedAt);
  const time = (days: number) => new Date(at + days * DAY_MS).toISOString();
  const id = (of: string) => deriveId(at, of, generated.personId);
  const source = (name: string, type: string, days: number) => ({
    ...{
      eventId: id(name),
      messageId: id(`message of ${name}`),
      type: `handrail.intake.${type}.v1`,
    },
    ...{ occurredAt: time(days), recordedAt: time(days) },
  });
  const setting = 'withdrawal-management';
  const end = source('end', 'stay-ended', 0);
  const { ratings, context, currentLevel } = generated.inputs;
  const stay = {
    ...{ stayId: id('stay'), setting, startedAt: time(-6), plan: null },
    start: source('start', 'stay-started', -6),
    end: { source: end, setting, endedAt: time(0), disposition: 'completed' },
  };
  const rated = {
    kind: 'ratings-recorded',
    source: source('ratings', 'risk-ratings-recorded', -0.1),
  };
  const trigger = {
    ...{ kind: 'detox-completed', ...end, freshAt: time(0), stayId: stay.stayId, since: time(-6) },
    ...{ placeFrom: time(0), currentLevel: null, planned: false, repetition: null },
  };
  const used = {
    inputs: generated.inputs,
    ratings,
    context,
    currentLevel,
    stale: [],
    ratedAt: time(-0.1),
  };
  const attendance = Array.from({ length: n % 3 === 0 ? SESSIONS : 0 }, (_, session) => ({
    ...{ kind: 'attendance-recorded', placementId: id('placement') },
    source: source(`session ${session}`, 'attendance-recorded', 2 + session * 2.5),
    sessionStartsAt: time(2 + session * 2.5),
    attendance: (n + session * 7) % 6 === 0 ? 'no-show' : 'attended',
  }));
  return {
    personId: generated.personId,
    stays: [stay],
    ratings: [{ ...rated, ratedAt: time(-0.1), ratings, context }],
    ...{ signals: [], opioidNamed: [], instruments: [], plansOver: [], retracted: [], attendance },
    reassessments: [
      {
        ...{ id: generated.reassessmentId, version: 2, status: 'determined', openedAt: time(0) },
        ...{ dueAt: time(0.2), overdueSince: null, triggers: [trigger], shared: [], fallen: [] },
        ...{ basis: null, used, proposal: null, decisions: 1, claimedBy: null, claimedAt: null },
        decision: {
          determination,
          determinationId: generated.determinationId,
          determinedAt: time(0),
          used,
        },
        withdrawn: null,
        work: {},
      },
    ],
  };
}
