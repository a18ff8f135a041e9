import { LEVEL_OF_SETTING } from '@handrail/domain';
import { digest } from '../inbound/digests.js';
import { isFarAhead } from '../inbound/domain/far-ahead.js';
import type { Content, ContentProblem, Statement } from '../inbound/domain/inbound.js';
import { firstSent, type NamedPerson } from '../inbound/domain/named-person.js';
import type { Profile } from '../profile/source-profiles.js';
import { isSubstanceUse } from '../terminology/substance-use.js';
import type { Hl7Message } from './hl7-message.js';
import { timeReader, zoneOf } from './hl7-time.js';
import { facilityOf } from './read-adt.js';
import { readPerson } from './read-person.js';

/** What a referral message does: I12 and I13 ask for care, I14 takes it back. */
const REFERRALS: ReadonlyMap<string, 'asks' | 'takes-back'> = new Map([
  ['I12', 'asks'],
  ['I13', 'asks'],
  ['I14', 'takes-back'],
]);

/**
 * A patient referral (REF, HL7 v2 chapter 11) as a request for care. It is known by its number (RF1-6), so that
 * it counts once however often it is sent and changed, and its cancellation finds it.
 */
export function readReferral(
  message: Hl7Message,
  trigger: string,
  profile: Profile,
  { source, receivedAt }: { readonly source: string; readonly receivedAt: string },
): Content {
  const does = REFERRALS.get(trigger);
  if (!does) return { kind: 'ignored', reason: 'trigger-not-used' };
  const { requestedAt, reportedAt } = timesOf(message, profile, receivedAt);
  const person = readPerson(
    message.segment('PID'),
    profile,
    facilityOf(message, profile),
    reportedAt,
  );
  if (person.identifiers.length === 0) return rejected('no-person-identifier', NOBODY);
  const onceKey = keyOf(message, source, person);
  if (does === 'takes-back')
    return onceKey === undefined
      ? rejected('no-referral-number', NO_NUMBER)
      : {
          kind: 'statements',
          statements: [{ kind: 'cancellation', targetKey: onceKey, isOfFact: true }],
        };
  const about = careOf(message, profile);
  if (!about) return { kind: 'ignored', reason: 'other-care' };
  const statement: Statement = {
    kind: 'person-fact',
    person,
    reportedAt,
    ...(onceKey === undefined ? {} : { onceKey }),
    fact: {
      ...{ kind: 'care-requested', requestedAt, requestedBy: about.requestedBy },
      requester: profile.isOwn ? profile.name : null,
      ...{ level: about.level, context: {} },
    },
  };
  return { kind: 'statements', statements: [statement] };
}

const rejected = (reason: string, problem: ContentProblem): Content => ({
  ...{ kind: 'rejected', reason, problems: [problem] },
});

const NOBODY: ContentProblem = {
  path: 'PID^1^3',
  reason: 'names nobody',
  accepted: 'an identifier in PID-3 (or PID-2, PID-4)',
};

const NO_NUMBER: ContentProblem = {
  path: 'RF1^1^6',
  reason: 'is missing',
  accepted: 'the number of the referral that is taken back, as its REF^I12 had it',
};

/** By whom and for whom it was made, and its number; a referral without one is each message its own. */
function keyOf(message: Hl7Message, source: string, person: NamedPerson) {
  const number = message.segment('RF1').repetitions(6)[0];
  const value = number?.component(1);
  if (!number || !value) return undefined;
  const first = firstSent(person);
  return digest('hl7v2-referral', source, value, number.component(2), first.system, first.value);
}

/** Hospitals refer for everything: it is ours by its service, its procedure or a diagnosis of substance use. */
function careOf(message: Hl7Message, profile: Profile) {
  const wordsIn = (segment: string, ...fields: readonly number[]) =>
    message
      .all(segment)
      .flatMap((each) => fields.flatMap((field) => each.repetitions(field)))
      .flatMap((field) => [field.component(1), field.component(2)])
      .filter(Boolean);
  const kinds = wordsIn('RF1', 3, 5, 10);
  const setting = profile.settingOf({
    service: [...kinds, ...wordsIn('PV1', 10)],
    ...{ unit: [], class: wordsIn('PV1', 2), type: wordsIn('PR1', 3) },
  });
  if (setting === undefined && !wordsIn('DG1', 3).some(isSubstanceUse)) return undefined;
  const isEmergency = wordsIn('PV1', 2).some((word) => /^(E|EMER)$/i.test(word));
  return {
    level: setting === undefined ? null : LEVEL_OF_SETTING[setting],
    requestedBy: profile.requesterOf(kinds) ?? (isEmergency ? 'emergency' : 'program'),
  } as const;
}

/** Asked for when it was processed (RF1-9), else when it takes effect (RF1-7), else when it was sent. */
function timesOf(message: Hl7Message, profile: Profile, receivedAt: string) {
  const at = timeReader(message, zoneOf(message, profile));
  const past = (segment: string, field: number) => {
    const time = at(segment, field);
    return time && isFarAhead(time, receivedAt) ? undefined : time;
  };
  const reportedAt = past('MSH', 7) ?? receivedAt;
  return { reportedAt, requestedAt: past('RF1', 9) ?? past('RF1', 7) ?? reportedAt };
}
