import { ACCEPTED_TIME, toCareTime } from '@handrail/domain';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import { INBOUND_NAMES, INBOUND_PREFIX, inboundType, type InboundName } from './inbound-types.js';

/** The attributes of a CloudEvent as read from any mode of any binding, before they are judged. */
export interface EventParts {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export interface ValidEnvelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly name: InboundName;
  /** UTC with milliseconds; undefined when the event carries no time. */
  readonly time: string | undefined;
  readonly subject: string | undefined;
}

const NAME_OF = new Map(INBOUND_NAMES.map((name) => [inboundType(name), name]));

/** Null is unset, as the JSON format says. */
const whereSet = (attributes: EventParts['attributes']) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

/** CloudEvents 1.0 and one of our inbound types, or every problem at once. */
export function readEnvelope(
  parts: EventParts,
): { readonly envelope: ValidEnvelope } | { readonly problems: ContentProblem[] } {
  const attributes = whereSet(parts.attributes);
  const problems = [...versionProblems(attributes['specversion']), ...nameProblems(attributes)];
  const { time, subject, id, source, type } = attributes;
  const name = typeof type === 'string' ? NAME_OF.get(type) : undefined;
  const at = typeof time === 'string' ? toCareTime(time) : undefined;
  if (time !== undefined && at === undefined)
    problems.push({ path: '/time', reason: 'is not a time with offset', accepted: ACCEPTED_TIME });
  const encoding = attributes['datacontenttype'];
  if (encoding !== undefined && !isJson(encoding))
    problems.push({
      path: '/datacontenttype',
      reason: 'is not JSON',
      accepted: 'application/json',
    });
  if (problems.length > 0 || !name) return { problems };
  return {
    envelope: {
      id: id as string,
      source: source as string,
      type: type as string,
      name,
      time: at,
      subject: typeof subject === 'string' ? subject : undefined,
    },
  };
}

const isJson = (type: unknown) =>
  typeof type === 'string' && /^[\w.-]+\/([\w.-]+\+)?json\s*(;.*)?$/i.test(type);

function versionProblems(version: unknown): ContentProblem[] {
  if (version === '1.0') return [];
  const reason = version === undefined ? 'is missing' : 'is another version of CloudEvents';
  return [{ path: '/specversion', reason, accepted: '1.0' }];
}

function nameProblems(attributes: Readonly<Record<string, unknown>>): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const name of ['id', 'source', 'type']) {
    const value = attributes[name];
    if (value === undefined)
      problems.push({ path: `/${name}`, reason: 'is missing', accepted: 'a non-empty text' });
    else if (typeof value !== 'string' || value.trim() === '' || value.length > 2_048)
      problems.push({
        path: `/${name}`,
        reason: 'is not a text of 1 to 2048 characters',
        accepted: 'a non-empty text',
      });
  }
  const { type } = attributes;
  if (typeof type === 'string' && type.trim() !== '' && !NAME_OF.has(type))
    problems.push({
      path: '/type',
      reason:
        type.startsWith('handrail.') && !type.startsWith(INBOUND_PREFIX)
          ? 'is an internal type, which only Handrail itself publishes'
          : 'is not a type this service takes',
      accepted: [...NAME_OF.keys()].join(', '),
    });
  return problems;
}
