import { Inject, Injectable } from '@nestjs/common';
import { FeedSequences } from '../feeds/feed-sequences.js';
import { INGEST, PROFILES } from '../intake.tokens.js';
import type { ContentProblem, Protocol, Receipt } from '../message/domain/inbound.js';
import type { Ingest } from '../message/ingest.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { acknowledge, type AckError } from './acknowledge.js';
import { answersDue, type Verdict } from './answers-due.js';
import { receiveHl7, type ReceivedHl7 } from './receive-hl7.js';

/** Takes HL7 payloads in and writes their acknowledgements, whichever way they came. */
@Injectable()
export class Hl7Intake {
  constructor(
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(PROFILES) private readonly profiles: SourceProfiles,
    @Inject(FeedSequences) private readonly sequences: FeedSequences,
  ) {}

  /**
   * One list of acknowledgements for each payload, in order, after everything is stored. A message may
   * have two of them or none, as its MSH-15 and MSH-16 ask.
   */
  async take(payloads: readonly Buffer[], protocol: Protocol): Promise<string[][]> {
    const receivedAt = new Date().toISOString();
    const received = payloads.map((payload) =>
      receiveHl7(payload, { protocol, receivedAt, profiles: this.profiles }),
    );
    const inbounds = received.flat().map(({ inbound }) => inbound);
    const receipts = await this.ingest.take(inbounds);
    await this.sequences.note(inbounds);
    let at = 0;
    return received.map((messages) =>
      messages.flatMap((message) => answersTo(message, receipts[at++]!, receivedAt)),
    );
  }
}

function answersTo(
  { message, answersAsAsked }: ReceivedHl7,
  receipt: Receipt,
  at: string,
): string[] {
  const asked = {
    accept: message?.header.text(15) ?? '',
    application: message?.header.text(16) ?? '',
  };
  const verdict = verdictOf(receipt);
  const errors = verdict === 'stored' ? [] : receipt.problems.map(toAckError);
  return answersDue(verdict, asked, answersAsAsked).map((code) =>
    acknowledge(message, code, { at, id: receipt.messageId }, errors),
  );
}

function verdictOf({ status, reason }: Receipt): Verdict {
  if (status !== 'rejected') return 'stored';
  return reason === 'not-understood' ? 'not-understood' : 'refused';
}

const toAckError = ({ path, reason, accepted }: ContentProblem): AckError => ({
  location: path,
  code: path.startsWith('MSH') && path.endsWith('^1') ? '100' : '101',
  text: `${path.replaceAll('^', '-')} ${reason}; accepted is ${accepted}`,
});
