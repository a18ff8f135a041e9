import { LEVEL_OF_SETTING, type RequesterKind } from '@handrail/domain';
import type { ContentProblem, Statement } from '../inbound/domain/inbound.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import { isSubstanceUse } from '../terminology/substance-use.js';
import {
  codesOf,
  identifierOf,
  listOf,
  textOf,
  wordsOf,
  type Reference,
  type Resource,
} from './fhir-shapes.js';
import { readFhirTime } from './fhir-time.js';
import { noTime, problemAt, timeFaults } from './places.js';
import { factKey, type FactsAbout } from './read-facts.js';
import { readSubject } from './read-subject.js';
import { ofType, referredId, referredIdentifier, resolve, resolveEncounter } from './references.js';

interface RequestsRead {
  readonly statements: Statement[];
  readonly problems: ContentProblem[];
}

/**
 * Requests for care: each ServiceRequest for substance use treatment, and the Task of its referral where there
 * is one (SDOH Clinical Care: the requester sets draft, requested, entered-in-error and cancelled). The same
 * request in another bundle counts once, and is taken back by its status or by that of its Task.
 */
export function readRequests(reading: FactsAbout): RequestsRead {
  const tasks = ofType(reading.bundle, 'Task').filter(isReferral);
  const requests = ofType(reading.bundle, 'ServiceRequest');
  const taskOf = (request: Resource) =>
    tasks.find(
      (task) => resolve(reading.bundle, task, task['focus'], 'ServiceRequest') === request,
    );
  const made = requests.map((request) => readRequest(request, taskOf(request), reading));
  const alone = tasks
    .filter((task) => !requests.some((request) => taskOf(request) === task))
    .map((task) => readTaskAlone(task, reading));
  return [...made, ...alone].reduce(
    (all, { statements, problems }) => ({
      statements: [...all.statements, ...statements],
      problems: [...all.problems, ...problems],
    }),
    NOTHING,
  );
}

const NOTHING: RequestsRead = { statements: [], problems: [] };

/** A Task that asks to fulfil a request; others are work inside an organisation. */
const isReferral = (task: Resource): boolean =>
  task['focus'] !== undefined && codesOf(task['code']).every((code) => code === 'fulfill');

/** States of a ServiceRequest and of a Task in which nothing is asked any more, or not yet. */
const TAKEN_BACK: ReadonlySet<unknown> = new Set(['revoked', 'entered-in-error', 'cancelled']);
const ASKED: ReadonlySet<unknown> = new Set(['active', 'on-hold']);
const NO_ORDER: ReadonlySet<unknown> = new Set(['proposal', 'plan', 'option']);
/** Public health referrals (BSeR) ask for a cancellation by these business states of a Task. */
const CANCEL_ASKED: ReadonlySet<string> = new Set(['5.2', '5.4']);

const isTakenBack = (resource: Resource | undefined): boolean =>
  resource !== undefined &&
  (TAKEN_BACK.has(resource['status']) ||
    codesOf(resource['businessStatus']).some((code) => CANCEL_ASKED.has(code)));

const isAsked = (request: Resource, task: Resource | undefined): boolean =>
  ASKED.has(request['status']) && !NO_ORDER.has(request['intent']) && task?.['status'] !== 'draft';

function readRequest(
  request: Resource,
  task: Resource | undefined,
  reading: FactsAbout,
): RequestsRead {
  const back = isTakenBack(request) || isTakenBack(task);
  if (!back && !isAsked(request, task)) return NOTHING;
  const own = identifierOf(request);
  const subject = readSubject(request, 'subject', reading);
  if (!back && !isOurs(request, reading)) return NOTHING;
  if ('problem' in subject) return { statements: [], problems: [subject.problem] };
  if (back) return takenBack(own, subject.person, reading);
  return asked(request, own, subject.person, reading);
}

/** A Task whose request came in another bundle takes it back; whatever else it says is the target's to say. */
function readTaskAlone(task: Resource, reading: FactsAbout): RequestsRead {
  if (!isTakenBack(task)) return NOTHING;
  const subject = readSubject({ ...task, subject: task['for'] }, 'subject', reading);
  if ('problem' in subject)
    return { statements: [], problems: [problemAt(reading.bundle, task, NO_PATIENT)] };
  const own =
    textOf(referredIdentifier(task['focus'])?.value) ??
    referredId(task['focus'], 'ServiceRequest')?.id;
  return takenBack(own, subject.person, reading);
}

const NO_PATIENT = {
  element: 'for',
  reason: 'leads to no Patient inside the bundle',
  accepted: 'a reference to an entry of the bundle that is a Patient, or an identifier of one',
};

function takenBack(own: string | undefined, person: NamedPerson, { source }: FactsAbout) {
  if (own === undefined) return NOTHING;
  const targetKey = factKey(source, 'care-requested', own, person);
  const cancellation: Statement = { kind: 'cancellation', targetKey, isOfFact: true };
  return { statements: [cancellation], problems: [] };
}

function asked(
  request: Resource,
  own: string | undefined,
  person: NamedPerson,
  reading: FactsAbout,
): RequestsRead {
  const { profile, bundle, reportedAt, source } = reading;
  const time = readFhirTime(request['authoredOn'], profile.zone);
  const faults = timeFaults('authoredOn', request['authoredOn'], time);
  const missing = request['authoredOn'] === undefined;
  if (missing) faults.push(noTime('authoredOn', undefined, 'the time of the bundle counts'));
  const setting = settingOf(request, reading);
  const statement: Statement = {
    ...{ kind: 'person-fact', person, reportedAt },
    ...(own === undefined ? {} : { onceKey: factKey(source, 'care-requested', own, person) }),
    fact: {
      kind: 'care-requested',
      requestedAt: time?.at ?? reportedAt,
      requestedBy: requesterOf(request, reading),
      requester: profile.isOwn ? profile.name : null,
      level: setting === undefined ? null : LEVEL_OF_SETTING[setting],
      context: {},
    },
  };
  return {
    statements: [statement],
    problems: faults.map((fault) => problemAt(bundle, request, fault)),
  };
}

const settingOf = (request: Resource, { profile }: FactsAbout) =>
  profile.settingOf({
    service: [...wordsOf(request['code']), ...wordsOf(request['category'])],
    ...{
      unit: [],
      class: [],
      type: [...wordsOf(request['code']), ...wordsOf(request['orderDetail'])],
    },
  });

/** Ours by the service that is asked for, or by a diagnosis of substance use as its reason. */
function isOurs(request: Resource, reading: FactsAbout): boolean {
  if (settingOf(request, reading) !== undefined) return true;
  const reasons = listOf<Reference>(request['reasonReference']).flatMap((reference) =>
    codesOf(resolve(reading.bundle, request, reference, 'Condition')?.['code']),
  );
  return [...codesOf(request['reasonCode']), ...reasons].some(isSubstanceUse);
}

const BY_TYPE: ReadonlyMap<string, RequesterKind> = new Map([
  ['Patient', 'self'],
  ['RelatedPerson', 'family'],
]);

/** Who asks: as its category says, else by where it was made, else by what kind of resource asks. */
function requesterOf(request: Resource, { bundle, profile }: FactsAbout): RequesterKind {
  const stated = profile.requesterOf(wordsOf(request['category']));
  if (stated) return stated;
  const place = resolveEncounter(bundle, request)?.['class'];
  if (wordsOf(place).some((word) => /^(EMER|E)$/i.test(word))) return 'emergency';
  const [requester] = listOf<Reference & { readonly type?: unknown }>(request['requester']);
  // `Patient/p1`, also behind the address of a server.
  const type = textOf(requester?.type) ?? textOf(requester?.reference)?.split('/').at(-2);
  return BY_TYPE.get(type ?? '') ?? 'program';
}
