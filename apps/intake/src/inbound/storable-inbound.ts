import { isStorableText, toStorable, withStorableTexts } from '@handrail/domain';
import type { Content, ContentProblem, Inbound } from './domain/inbound.js';

const NAMES = ['source', 'type', 'controlId', 'contentType'] as const;

/**
 * The form in which a message is stored: every text of it, also deep in what it says, is one that the
 * database can keep and, where it names the message, index. What had to be changed is noted. Its bytes and
 * the keys that make it the same message when it comes again stay as they came.
 */
export function storableInbound(inbound: Inbound): Inbound {
  const oddities = NAMES.flatMap((name) => oddityOf(name, inbound[name]));
  const content = withStorableTexts(inbound.content);
  if (content !== inbound.content) oddities.push({ path: 'content', ...UNSTORABLE });
  if (oddities.length === 0) return inbound;
  const { source, type, controlId, contentType } = inbound;
  const storable = {
    ...inbound,
    source: toStorable(source),
    type: toStorable(type),
    controlId: controlId && toStorable(controlId),
    contentType: toStorable(contentType),
    content,
  };
  return withOddities(storable, oddities);
}

/** The message with more that was odd about it: a refused one says so among its problems. */
export function withOddities(inbound: Inbound, oddities: readonly ContentProblem[]): Inbound {
  if (oddities.length === 0) return inbound;
  const { content, warnings = [] } = inbound;
  return {
    ...inbound,
    content: withProblems(content, oddities),
    warnings: [...warnings, ...oddities],
  };
}

function oddityOf(path: string, text: string | null): ContentProblem[] {
  if (text === null || toStorable(text) === text) return [];
  return [{ path, ...(isStorableText(text) ? TOO_LONG : UNSTORABLE) }];
}

const withProblems = (content: Content, problems: readonly ContentProblem[]): Content =>
  content.kind === 'rejected'
    ? { ...content, problems: [...content.problems, ...problems] }
    : content;

const TOO_LONG = {
  reason: 'is kept shortened',
  accepted: 'a text of up to 2048 bytes in UTF-8',
};
const UNSTORABLE = {
  reason: 'contains a NUL or half a character, kept as U+FFFD',
  accepted: 'Unicode text without U+0000',
};
