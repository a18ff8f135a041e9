import type {
  AttendanceRecorded,
  ConsentChanged,
  ContinuedStayReviewDue,
  DeadlineAtRisk,
  EpisodeClosed,
  FactRetracted,
  FollowUpDue,
  InstrumentResultRecorded,
  LevelOfCareDetermined,
  PlacementCompleted,
  PlacementConfirmed,
  PlacementDeclined,
  PlacementOffered,
  PlacementWaitlisted,
  PlacementWithdrawn,
  ReassessmentOpened,
  ReassessmentWithdrawn,
  RepeatedReturnToUseDetected,
  ReturnToUseReported,
  SessionsScheduled,
  StayCorrected,
  StayEnded,
  StayStarted,
  StepDownPlanned,
} from '@handrail/contracts';
import { localDay, ownValue } from '@handrail/domain';
import {
  DEADLINE_WORDS,
  DISPOSITION_WORDS,
  END_WORDS,
  SETTING_WORDS,
  TAKEN_BACK,
  TRIGGER_WORDS,
  codeWords,
  dayWords,
  plural,
  spanWords,
} from './words.js';

type Describe<T> = (data: T, timeZone: string) => string;

/** Keeps each entry typed by its event while the table is looked up by name. */
const of = <T>(describe: Describe<T>): Describe<never> => describe;

const dayOf = (instant: string, timeZone: string) => dayWords(localDay(instant, timeZone));
const track = (p: { level: string; trackId: string }) => `(${p.level}, ${p.trackId})`;
const stay = (s: StayStarted | StayEnded | StepDownPlanned | StayCorrected) =>
  `${SETTING_WORDS[s.setting]} at ${s.facility}`;

const WAIT_WORDS = {
  full: 'every fitting program is full',
  'no-matching-program': 'no program fits',
};
const ATTENDANCE_WORDS = {
  attended: 'Session attended',
  'no-show': 'Session missed',
  excused: 'Session excused',
  cancelled: 'Session cancelled',
};

function determined(d: LevelOfCareDetermined): string {
  const { level, mode, policyVersion } = d.determination;
  const because = `after ${TRIGGER_WORDS[d.trigger.kind]}`;
  if (d.decidedBy === 'clinician')
    return `Level decided by a clinician: ${level ?? 'none'}, ${because}`;
  if (level === null) return `No level of care yet: a clinician decides, ${because}`;
  if (mode === 'needs-human') return `Level ${level} proposed: a clinician decides, ${because}`;
  return `Level decided: ${level}, ${because} (policy ${policyVersion})`;
}

const endWords = (reason: string): string => ownValue(END_WORDS, reason) ?? codeWords(reason);

/**
 * What a person reads about each event, in the order a chain of events takes when all of it happened
 * at one instant. Ratings, substances and reasons in free text stay out: a title says what happened, and
 * who needs the detail opens the record.
 */
const TITLES: Readonly<Record<string, Describe<never>>> = {
  'person-registered': of(() => 'Became known to Handrail'),
  'persons-merged': of(() => 'Two records turned out to be one person'),
  'consent-changed': of<ConsentChanged>((c) => `Consent (${c.kind.toUpperCase()}) is ${c.status}`),
  'stay-started': of<StayStarted>((s) => `${stay(s)} began`),
  'risk-ratings-recorded': of(() => 'Risk ratings recorded'),
  'instrument-result-recorded': of<InstrumentResultRecorded>(
    (i) => `Result of another instrument recorded (${codeWords(i.instrument).toUpperCase()})`,
  ),
  'step-down-planned': of<StepDownPlanned>(
    (s, zone) => `${stay(s)} is planned to end on ${dayOf(s.plannedFor, zone)}`,
  ),
  'stay-ended': of<StayEnded>((s) => `${stay(s)} ended, ${DISPOSITION_WORDS[s.disposition]}`),
  'stay-corrected': of<StayCorrected>((s) => `${stay(s)} corrected`),
  'return-to-use-reported': of<ReturnToUseReported>(
    (r) => `Return to use reported (${codeWords(r.evidence)})`,
  ),
  'overdose-reported': of(() => 'Overdose reported'),
  'attendance-recorded': of<AttendanceRecorded>((a) => ATTENDANCE_WORDS[a.attendance]),
  'fact-retracted': of<FactRetracted>((f) => {
    const name = f.retractedType.split('.')[2] ?? f.retractedType;
    return `Taken back: ${ownValue(TAKEN_BACK, name) ?? codeWords(name)} (${codeWords(f.reason)})`;
  }),
  'episode-opened': of(() => 'Course of care began'),
  'repeated-return-to-use-detected': of<RepeatedReturnToUseDetected>((r) =>
    r.pattern === 'second-detox'
      ? 'Second completed detox within six months'
      : `Repeated return to use within ${plural(r.windowDays, 'day')}`,
  ),
  'repeated-return-to-use-withdrawn': of(() => 'Repeated return to use no longer stands'),
  'reassessment-opened': of<ReassessmentOpened>(
    (r) =>
      `Reassessment opened: ${TRIGGER_WORDS[r.trigger.kind]}, due within ${spanWords(r.openedAt, r.dueAt)}`,
  ),
  'reassessment-overdue': of(() => 'Reassessment is overdue'),
  'reassessment-withdrawn': of<ReassessmentWithdrawn>(
    (r) => `Reassessment withdrawn: ${codeWords(r.reason)}`,
  ),
  'level-of-care-determined': of<LevelOfCareDetermined>(determined),
  'placement-waitlisted': of<PlacementWaitlisted>(
    (p) => `Waiting for ${p.level}: ${WAIT_WORDS[p.waitReason]}`,
  ),
  'placement-offered': of<PlacementOffered>((p) => `Offered to ${p.programId} ${track(p)}`),
  'placement-declined': of<PlacementDeclined>(
    (p) => `Declined by ${p.programId}: ${codeWords(p.reason)}`,
  ),
  'placement-withdrawn': of<PlacementWithdrawn>((p) =>
    p.programId
      ? `Place in ${p.programId} ${p.wasConfirmed ? 'given back' : 'no longer sought'}: ${codeWords(p.reason)}`
      : `No longer waiting for ${p.level}: ${codeWords(p.reason)}`,
  ),
  'placement-confirmed': of<PlacementConfirmed>(
    (p) =>
      `${p.movedFrom ? 'Moved to' : 'Placed in'} ${p.programId} ${track(p)}, starts ${dayWords(p.startsOn)}`,
  ),
  'placement-completed': of<PlacementCompleted>(
    (p) => `Place in ${p.programId} ${track(p)} ended: ${endWords(p.endReason)}`,
  ),
  'sessions-scheduled': of<SessionsScheduled>(
    (s, zone) =>
      `${plural(s.sessions, 'session')} scheduled, ${s.hoursPerWeek} hours a week from ${dayOf(s.firstSessionAt, zone)}`,
  ),
  'deadline-at-risk': of<DeadlineAtRisk>(
    (d) => `Waiting deadline at risk: ${DEADLINE_WORDS[d.deadline]}`,
  ),
  'follow-up-due': of<FollowUpDue>(
    (f) => `Follow-up expected within ${plural(f.windowDays, 'day')}`,
  ),
  'follow-up-met': of(() => 'Follow-up care took place'),
  'handoff-missed': of(() => 'No follow-up care within the window'),
  'continued-stay-review-due': of<ContinuedStayReviewDue>(
    (r) => `Review due after ${plural(r.daysInLevel, 'day')} in ${r.level}`,
  ),
  'episode-closed': of<EpisodeClosed>((e) => `Course of care ended: ${codeWords(e.reason)}`),
};

const RANKS = new Map(Object.keys(TITLES).map((name, rank) => [name, rank]));

/**
 * One line in plain words about an event, without anything that identifies the person. An event nobody
 * wrote a line for is told by its name: it must not be missing because its words are.
 */
export const titleOf = (name: string, data: unknown, timeZone: string): string =>
  TITLES[name] ? TITLES[name](data as never, timeZone) : sentence(codeWords(name));

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Where an event stands among others of the same instant: causes come before what they cause. */
export const rankOf = (name: string): number => RANKS.get(name) ?? RANKS.size;
