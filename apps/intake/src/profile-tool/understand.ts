import { fieldPath } from '@handrail/domain';
import { readHttpEvents } from '../cloudevents/read-http.js';
import { receiveEvent, receiveRubbish } from '../cloudevents/receive-event.js';
import { receiveBundle } from '../fhir/receive-bundle.js';
import { readMessage } from '../hl7v2/hl7-message.js';
import { decodeHl7 } from '../hl7v2/hl7-text.js';
import { careWords } from '../hl7v2/read-adt.js';
import { receiveHl7, senderOf, type ReceivedHl7 } from '../hl7v2/receive-hl7.js';
import type { Content, ContentProblem, Inbound, Statement } from '../inbound/domain/inbound.js';
import type { Profile, SourceProfiles } from '../profile/source-profiles.js';

/** One line of an explanation: what it is about, and what is said about it. */
type Line = readonly [about: string, text: string];

/**
 * How intake would understand the messages of a file, and why, line by line. Names of systems, codes and
 * times are shown; names, numbers and birth dates of people are not.
 */
export function understand(
  payload: Buffer,
  profiles: SourceProfiles,
  receivedAt: string,
): string[] {
  const text = payload
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!/^[[{]/.test(text))
    return receiveHl7(payload, { protocol: 'hl7v2-http', receivedAt, profiles }).flatMap(
      (received) => printed(explainHl7(received, profiles)),
    );
  return jsonMessages(text, profiles, receivedAt).flatMap((inbound) =>
    printed([['message', `${inbound.type} from ${inbound.source}`], ...explainEnd(inbound)]),
  );
}

const printed = (lines: readonly Line[]): string[] =>
  lines.map(([about, text], at) => `${at === 0 ? '' : '  '}${about.padEnd(12)}${text}`);

function jsonMessages(text: string, profiles: SourceProfiles, receivedAt: string): Inbound[] {
  const raw = Buffer.from(text);
  if (/"resourceType"\s*:\s*"Bundle"/.test(text))
    return [receiveBundle(raw, { receivedAt, profiles, contentType: 'application/fhir+json' })];
  const batch = text.startsWith('[') ? '-batch' : '';
  const contentType = `application/cloudevents${batch}+json`;
  return readHttpEvents({ 'content-type': contentType }, raw).events.map((event) => {
    const arrival = {
      protocol: 'cloudevents-http' as const,
      ...{ receivedAt, profiles, contentType, raw: event.raw },
    };
    return 'parts' in event
      ? receiveEvent(event.parts, arrival)
      : receiveRubbish(arrival, event.problem);
  });
}

function explainHl7({ inbound }: ReceivedHl7, profiles: SourceProfiles): Line[] {
  const head: Line = ['message', `${inbound.type} from ${inbound.source}`];
  const message = readMessage(decodeHl7(inbound.raw));
  if (!message) return [head, ...explainEnd(inbound)];
  const sender = senderOf(message);
  const profile = profiles.for(sender);
  return [
    head,
    ['profile', whyProfile(profile, sender.application, sender.facility)],
    ['zone', `${profile.zone}, for times without offset`],
    ...explainCare(careWords(message.segment('PV1')), profile),
    ...explainDisposition(message.segment('PV1').text(36), profile),
    ...explainEnd(inbound),
  ];
}

const whyProfile = (
  profile: Profile,
  application: readonly string[],
  facility: readonly string[],
) =>
  profile.isOwn
    ? `${profile.name}: its match fits MSH-3 ${list(application)} and MSH-4 ${list(facility)}`
    : `the shipped one: no profile matches MSH-3 ${list(application)} and MSH-4 ${list(facility)}`;

const list = (words: readonly string[]) => (words.length > 0 ? words.join(' or ') : '(empty)');

const FIELD = { class: 'PV1-2', unit: 'PV1-3', service: 'PV1-10', type: 'PV1-18' } as const;

function explainCare(words: ReturnType<typeof careWords>, profile: Profile): Line[] {
  const stated = (['class', 'unit', 'service', 'type'] as const)
    .filter((kind) => words[kind].length > 0)
    .map((kind) => `${kind} ${words[kind].join(', ')} (${FIELD[kind]})`);
  const matched = profile.ruleFor(words);
  const table = matched?.isShipped ? 'the shipped table' : 'settings';
  const why = matched
    ? `${matched.rule.setting ?? 'none of our business'}: line ${matched.line} of ${table} fits`
    : 'not recognised: no line fits';
  return [
    ['care said', stated.join('; ') || 'nothing'],
    ['setting', why],
  ];
}

function explainDisposition(code: string, profile: Profile): Line[] {
  if (!code) return [];
  return [['disposition', `${profile.dispositionOf([code]) ?? 'unknown'}: code ${code} (PV1-36)`]];
}

/** What would be stored: the statements, or why there are none, and what is odd. */
function explainEnd({ content, warnings = [] }: Inbound): Line[] {
  return [...explainContent(content), ...warnings.map((each): Line => ['note', place(each)])];
}

function explainContent(content: Content): Line[] {
  switch (content.kind) {
    case 'ignored':
      return [['end', `stored and ignored: ${content.reason}`]];
    case 'rejected':
      return [
        ['end', `stored and refused: ${content.reason}`],
        ...content.problems.map((each): Line => ['problem', place(each)]),
      ];
    case 'unread':
      return [['end', `stored and parked: ${content.reason}`]];
    case 'statements':
      return content.statements.flatMap(explainStatement);
    default:
      return content satisfies never;
  }
}

const place = ({ path, reason, accepted }: ContentProblem) =>
  `${fieldPath(path)} ${reason}; accepted is ${accepted}`;

function explainStatement(statement: Statement): Line[] {
  switch (statement.kind) {
    case 'visit': {
      const { report, visit, person, fromKnownSource } = statement;
      return [
        ['says', `${report.kind} at ${visit.facility}${timesOf(report)}`],
        ['person', systemsOf(person.identifiers)],
        ['end', endOf(report, fromKnownSource)],
      ];
    }
    case 'details':
      return [['says', `who a person is: ${systemsOf(statement.person.identifiers)}`]];
    case 'person-fact':
      return [['says', `${statement.fact.kind}: ${systemsOf(statement.person.identifiers)}`]];
    case 'merge':
      return [
        ['says', 'two persons are one'],
        ['stays', systemsOf(statement.survivor.identifiers)],
        ['goes', systemsOf(statement.retired.identifiers)],
      ];
    case 'capacity':
      return [['says', `places of program ${statement.report.programId}`]];
    case 'cancellation':
      return [['says', 'another event is taken back']];
    default:
      return statement satisfies never;
  }
}

/** Without a kind of care a report waits with its visit until another message names it. */
function endOf(
  report: { readonly kind: string; readonly setting?: string },
  known: boolean,
): string {
  if (report.setting || (known && report.kind.endsWith('-cancelled')))
    return 'stored and applied to the visit';
  return known
    ? 'stored; ignored as service-not-recognised unless the visit is known or named later'
    : 'stored; ignored as unknown-source unless the visit is known or named later';
}

const timesOf = (report: object): string =>
  Object.entries(report)
    .filter(([name]) => /(At|For)$/.test(name))
    .map(([name, time]) => `, ${name} ${String(time)}`)
    .join('');

const systemsOf = (
  identifiers: ReadonlyArray<{ readonly system: string; readonly trusted: boolean }>,
) =>
  identifiers
    .map(({ system, trusted }) => {
      const reach = system.startsWith(LOCAL) ? ', local to this facility' : '';
      return `${system} (${trusted ? 'trusted' : 'not trusted'}${reach})`;
    })
    .join(', ');

/** How systems begin whose values mean something in one facility only. */
const LOCAL = 'urn:handrail:facility:';
