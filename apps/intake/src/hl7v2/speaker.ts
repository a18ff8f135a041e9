import { randomUUID } from 'node:crypto';
import type { Sender } from '../profile/source-profiles.js';
import { acknowledge, mshOf, type AckError } from './acknowledge.js';
import { answersDue, askedBy } from './answers-to.js';
import { senderIn, sourceIn, type ReceivedHl7 } from './receive-hl7.js';

/** Whoever sends, where a certificate says who that is. */
export interface Speaker {
  maySpeakAs(sender: Pick<Sender, 'application' | 'facility'>): boolean;
  /** Keeps that they called themselves somebody else. Resolves when it is kept. */
  keepForeign(source: string): Promise<void>;
}

/** The source of the first message that is somebody else's; undefined when all are the speaker's own. */
export function foreignSource(
  messages: readonly ReceivedHl7[],
  speaker: Speaker,
): string | undefined {
  for (const { header } of messages) {
    // Without a header nobody is named; it is refused for that.
    if (!header) continue;
    const msh = mshOf(header);
    if (!speaker.maySpeakAs(senderIn(msh))) return sourceIn(msh);
  }
  return undefined;
}

const FOREIGN: AckError = {
  location: 'MSH^1^4',
  code: '103',
  text: 'MSH-3 and MSH-4 name another sender than the certificate of this connection; accepted is what the table of senders lists for it. Nothing was stored',
};

/** The answer to a frame that speaks as somebody else: AR, or CR where an accept acknowledgement is asked for. */
export function refuseForeign([first]: readonly ReceivedHl7[], at: string): string[] {
  if (!first) return [];
  const { header, answersAsAsked } = first;
  const due = answersDue('not-understood', askedBy(header), answersAsAsked);
  return due.map((code) => acknowledge(header, code, { at, id: randomUUID() }, [FOREIGN]));
}
