import type { MessageAnswer } from '@handrail/contracts';
import type { Services } from './services.js';

/** What a trace is about. */
export type Subject =
  | { readonly kind: 'message'; readonly message: MessageAnswer; readonly others: number }
  | { readonly kind: 'person'; readonly personId: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds what the text names: a person's or message's id, an identifier written system|value, or the
 * control id of a message (the newest one, since senders use them again).
 */
export async function findSubject(text: string, services: Services): Promise<Subject | undefined> {
  if (text.includes('|')) {
    const [person] = await services.personsByIdentifier(text);
    return person && { kind: 'person', personId: person.id };
  }
  if (UUID.test(text)) {
    const message = await services.message(text);
    if (message) return { kind: 'message', message, others: 0 };
    const person = await services.person(text);
    if (person) return { kind: 'person', personId: person.id };
  }
  const messages = await services.messagesByControlId(text);
  const newest = [...messages].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))[0];
  return newest && { kind: 'message', message: newest, others: messages.length - 1 };
}
