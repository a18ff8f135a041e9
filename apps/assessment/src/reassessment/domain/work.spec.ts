import { DAY_MS } from '@handrail/domain';
import {
  circumstances,
  day,
  later,
  rated,
  signal,
  stable,
  stayEnds,
  story,
  type Reported,
} from '../../testing/case-story.js';
import { act, type Act } from './act.js';
import { ActRefusal } from './act-on-work.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { flagsOf } from './flags.js';
import { evidenceOf } from './evidence.js';
import { plusHours, plusMinutes } from './instants.js';
import type { PersonCase } from './person-case.js';
import { stageOf } from './work.js';

const detox = 'withdrawal-management';
const waiting = () => story(stayEnds(detox)).state;
const only = (state: PersonCase) => state.reassessments[0]!;

function acts(state: PersonCase, what: Act, on = 6.01): PersonCase {
  const { id, version } = only(state);
  return act(state, { id, version }, what, circumstances(on)).state;
}

function hears(state: PersonCase, { on, fact }: Reported): PersonCase {
  const decision = decide(state, fact, circumstances(on));
  return decision.kind === 'happened' ? evolve(state, decision.events) : state;
}

function refusal(attempt: () => unknown): ActRefusal {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ActRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const claim = (by = 'nurse-7') => ({ kind: 'claim', by }) as const;
const claimed = () => acts(waiting(), claim());
const steps = (state: PersonCase) =>
  only(state).work.history.map(({ stage, by }) => (by === null ? stage : `${stage} ${by}`));

describe('a reassessment as work', () => {
  it('waits in the pool since the day of its reason, not since it was recorded', () => {
    const person = story(stayEnds(detox, { to: 6, recordedOn: 8 }));
    expect(only(person.state).work.history).toEqual([
      { stage: 'unassigned', by: null, reason: null, effectiveAt: day(6), recordedAt: day(8) },
    ]);
  });

  it('is claimed by one; a second is refused and told who holds it', () => {
    const state = claimed();
    expect(steps(state)).toEqual(['unassigned', 'assigned nurse-7']);
    const refused = refusal(() => acts(state, claim('nurse-8')));
    expect(refused).toMatchObject({ code: 'already-claimed', present: { claimedBy: 'nurse-7' } });
    expect(acts(state, claim()).reassessments).toEqual(state.reassessments);
  });

  it('is handed to somebody else, and back to the pool', () => {
    const given = acts(claimed(), {
      ...{ kind: 'hand-off', by: 'nurse-7', to: 'nurse-8', reason: 'shift ends' },
    });
    expect(only(given)).toMatchObject({ claimedBy: 'nurse-8', status: 'in-progress' });
    const back = acts(given, { kind: 'hand-off', by: 'nurse-8', to: null, reason: 'called away' });
    expect(only(back)).toMatchObject({ claimedBy: null, status: 'open' });
    expect(steps(back).slice(2)).toEqual(['assigned nurse-7', 'unassigned nurse-8']);
    const nobody = { kind: 'hand-off', by: 'nurse-8', to: 'nurse-9', reason: 'x' } as const;
    expect(refusal(() => acts(back, nobody)).code).toBe('not-claimed');
  });

  it('is put off with a reason, comes back at its time, and its due time does not move', () => {
    const until = day(6.1);
    const state = acts(waiting(), { kind: 'snooze', by: 'nurse-7', until, reason: 'sleeps' });
    expect(only(state)).toMatchObject({ dueAt: only(waiting()).dueAt });
    expect(stageOf(only(state).work)).toBe('snoozed');
    const early = hears(state, later(6.05));
    expect(stageOf(only(early).work)).toBe('snoozed');
    const back = hears(state, later(6.1));
    expect(stageOf(only(back).work)).toBe('unassigned');
    expect(only(back).work).toMatchObject({ snoozedUntil: null });
  });

  it('comes back from being put off as soon as something new is known', () => {
    const until = day(8);
    const state = acts(waiting(), { kind: 'snooze', by: 'nurse-7', until, reason: 'sleeps' });
    const answered = hears(state, rated(6.05, { d1: 'unknown', d2: 3 }));
    expect(only(answered).work.history.at(-1)).toMatchObject({
      stage: 'unassigned',
      reason: 'something new is known',
    });
  });

  it.each([
    ['into the past', 5.9, 'snooze-out-of-range'],
    ['for longer than three days', 9.2, 'snooze-out-of-range'],
  ])('is not put off %s', (_name, until, code) => {
    const what = { kind: 'snooze', by: 'nurse-7', until: day(until), reason: 'later' } as const;
    expect(refusal(() => acts(waiting(), what)).code).toBe(code);
  });

  it('is not put off while it is an emergency', () => {
    const state = hears(waiting(), rated(6.005, { d2: 4 }));
    const what = { kind: 'snooze', by: 'nurse-7', until: day(6.2), reason: 'later' } as const;
    expect(refusal(() => acts(state, what)).code).toBe('emergency-not-snoozed');
    expect(flagsOf(only(state), [])).toContain('emergency');
  });

  it('waits for information until ratings come, and says when they came', () => {
    const asked = acts(claimed(), { kind: 'request-information', by: 'nurse-7', asks: 'home?' });
    expect(stageOf(only(asked).work)).toBe('waiting-for-information');
    const answered = hears(asked, rated(6.05, { d1: 'unknown' }));
    expect(stageOf(only(answered).work)).toBe('assigned');
    expect(only(answered).work.requests).toEqual([
      { by: 'nurse-7', asks: 'home?', at: day(6.01), answeredAt: day(6.05) },
    ]);
  });

  it('keeps a draft that decides nothing and adds nothing to its age in the stage', () => {
    const draft = { kind: 'draft', by: 'nurse-7', ratings: { d1: 1 }, context: {} } as const;
    const saved = acts(claimed(), { ...draft, note: 'asks again at noon' }, 6.05);
    expect(only(saved).work.draft).toMatchObject({ ratings: { d1: 1 }, savedAt: day(6.05) });
    expect(only(saved).work.history).toEqual(only(claimed()).work.history);
    expect(only(saved)).toMatchObject({ decision: null, status: 'in-progress' });
    expect(refusal(() => acts(waiting(), { ...draft, note: null })).code).toBe('not-claimed');
    const other = { ...draft, by: 'nurse-8', note: null };
    expect(refusal(() => acts(claimed(), other)).code).toBe('held-by-another');
  });

  it('is signed by who holds it, and by nobody else', () => {
    const fact = { ...rated(6.02).fact, ratings: stable } as Extract<Act, { kind: 'rate' }>['fact'];
    const ready = acts(claimed(), { kind: 'rate', by: 'nurse-7', fact }, 6.03);
    const stranger = { kind: 'sign', by: 'nurse-8' } as const;
    expect(refusal(() => acts(ready, stranger, 6.04)).code).toBe('held-by-another');
    const signed = acts(ready, { kind: 'sign', by: 'nurse-7', role: 'nurse' }, 6.04);
    expect(only(signed).decision).toMatchObject({ by: 'nurse-7', role: 'nurse' });
    expect(steps(signed).at(-1)).toBe('determined nurse-7');
  });
});

describe('when nobody decides in time', () => {
  const due = () => only(waiting()).dueAt;
  const daysUntil = (time: string) => (Date.parse(time) - Date.parse(day(0))) / DAY_MS;

  it('what was put off or waits elsewhere comes back at its due time', () => {
    const until = day(7);
    const state = acts(waiting(), { kind: 'snooze', by: 'nurse-7', until, reason: 'sleeps' });
    const late = hears(state, later(daysUntil(due())));
    expect(only(late)).toMatchObject({ status: 'overdue', overdueSince: due() });
    expect(only(late).work.history.at(-1)).toMatchObject({
      stage: 'unassigned',
      reason: 'overdue',
    });
    expect(only(late).work.snoozedUntil).toBeNull();
  });

  it('who holds it keeps it for an hour; then the same item goes back to the pool, once', () => {
    const late = hears(claimed(), later(daysUntil(due())));
    expect(only(late)).toMatchObject({ status: 'overdue', claimedBy: 'nurse-7' });
    const moveAt = daysUntil(plusMinutes(due(), 60));
    const moved = hears(late, later(moveAt));
    expect(moved.reassessments).toHaveLength(1);
    expect(only(moved)).toMatchObject({ id: only(late).id, claimedBy: null, status: 'overdue' });
    expect(only(moved).work.escalations).toEqual([
      { at: due(), reason: 'overdue', from: 'nurse-7' },
      { at: plusMinutes(due(), 60), reason: 'still-waiting', from: 'nurse-7' },
    ]);
    const again = hears(acts(moved, claim('nurse-8'), moveAt), later(moveAt + 1));
    expect(only(again)).toMatchObject({ claimedBy: 'nurse-8' });
    expect(only(again).work.escalations).toHaveLength(2);
  });

  it('the clock that is looked at twice does nothing twice', () => {
    const late = hears(claimed(), later(daysUntil(due())));
    expect(hears(late, later(daysUntil(due())))).toEqual(late);
  });

  it('ratings that arrive after the due time are not decided under the hands of who holds it', () => {
    const late = hears(hears(claimed(), later(daysUntil(due()))), rated(6.2));
    expect(only(late)).toMatchObject({ decision: null, proposal: { level: 'IOP' } });
  });
});

describe('reaching a person who left early', () => {
  const left = () => story(rated(5.9), stayEnds(detox, { disposition: 'against-advice' })).state;
  const tried = (state: PersonCase, outcome: 'reached' | 'not-reached', on: number) =>
    acts(state, { kind: 'outreach', by: 'peer-2', outcome }, on);

  it('is due within a day, flagged for the risk of an overdose, and places nothing', () => {
    const reassessment = only(left());
    expect(reassessment.dueAt).toBe(plusHours(day(6), 24));
    expect(flagsOf(reassessment, [])).toEqual(['overdose-risk']);
    expect(reassessment).toMatchObject({ status: 'open', decision: null });
  });

  it('after three failures in a row somebody decides within hours', () => {
    const twice = tried(tried(left(), 'not-reached', 6.1), 'not-reached', 6.2);
    expect(only(twice).dueAt).toBe(plusHours(day(6), 24));
    expect(flagsOf(only(twice), [])).not.toContain('outreach-failed');
    const third = tried(twice, 'not-reached', 6.3);
    expect(only(third).dueAt).toBe(plusHours(day(6.3), 4));
    expect(flagsOf(only(third), [])).toContain('outreach-failed');
  });

  it('reaching the person once starts the count again', () => {
    const reached = tried(
      tried(tried(left(), 'not-reached', 6.1), 'reached', 6.2),
      'not-reached',
      6.3,
    );
    const more = tried(reached, 'not-reached', 6.4);
    expect(only(more).work.outreachFailed).toBe(false);
    expect(only(more).work.attempts).toHaveLength(4);
  });
});

describe('evidence', () => {
  const evidenceAfter = (...facts: Reported[]) => {
    const { state } = story(...facts);
    return evidenceOf(only(state), state);
  };
  const of = (evidence: ReturnType<typeof evidenceOf>, item: string) =>
    evidence
      .filter((known) => known.item === item)
      .map(({ value, standing, observedAt }) => ({ value, standing, observedAt }));

  it('says where each rating comes from and how old it is', () => {
    const evidence = evidenceAfter(
      rated(5.9, {}, { context: { housing: 'stable' } }),
      stayEnds(detox),
    );
    expect(of(evidence, 'd5')).toEqual([{ value: 2, standing: 'used', observedAt: day(5.9) }]);
    expect(of(evidence, 'housing')).toEqual([
      { value: 'stable', standing: 'used', observedAt: day(5.9) },
    ]);
    expect(of(evidence, 'detox-completed')).toEqual([
      { value: null, standing: 'used', observedAt: day(6) },
    ]);
  });

  it('shows what is too old instead of hiding it', () => {
    const home = rated(-40, {}, { context: { housing: 'unstable' }, name: 'long ago' });
    const evidence = evidenceAfter(home, rated(3), stayEnds(detox));
    expect(of(evidence, 'd1').map(({ standing }) => standing)).toEqual(['stale', 'superseded']);
    expect(of(evidence, 'd5')[0]).toMatchObject({ standing: 'used' });
    expect(of(evidence, 'housing')).toEqual([
      { value: 'unstable', standing: 'stale', observedAt: day(-40) },
    ]);
  });

  it('leaves out what was recorded after the decision, whoever looks when', () => {
    const before = [rated(5.9), stayEnds(detox)];
    const after = rated(6.5, { d5: 4 });
    expect(evidenceAfter(...before, after)).toEqual(evidenceAfter(...before));
  });

  it('shows what contradicts each other on the same day, on both sides', () => {
    const evidence = evidenceAfter(
      rated(5.5, { d5: 4 }, { context: { housing: 'stable' } }),
      rated(5.9, { d5: 1 }, { context: { housing: 'homeless' } }),
      stayEnds(detox),
    );
    expect(of(evidence, 'd5').map(({ standing }) => standing)).toEqual([
      'conflicting',
      'conflicting',
    ]);
    expect(of(evidence, 'housing').map(({ value, standing }) => [value, standing])).toEqual([
      ['homeless', 'conflicting'],
      ['stable', 'conflicting'],
    ]);
    expect(of(evidence, 'd4').map(({ standing }) => standing)).toEqual(['used', 'superseded']);
  });

  it('puts an overdose of yesterday beside the ratings of last week', () => {
    const { state } = story(rated(-3), signal('overdose', 3));
    const evidence = evidenceOf(only(state), state);
    expect(of(evidence, 'overdose')).toEqual([
      { value: null, standing: 'used', observedAt: day(3) },
    ]);
    expect(of(evidence, 'd1')).toEqual([{ value: 0, standing: 'used', observedAt: day(-3) }]);
    expect(flagsOf(only(state), evidence)).toContain('overdose-risk');
  });
});
