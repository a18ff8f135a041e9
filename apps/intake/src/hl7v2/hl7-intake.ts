import { Inject, Injectable } from '@nestjs/common';
import { FeedSequences } from '../feeds/feed-sequences.js';
import { INGEST, PROFILES } from '../intake.tokens.js';
import type { Protocol } from '../message/domain/inbound.js';
import type { Ingest } from '../message/ingest.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { answersTo } from './answers-to.js';
import { receiveHl7 } from './receive-hl7.js';

/** Takes HL7 payloads in and writes their acknowledgements, whichever way they came. */
@Injectable()
export class Hl7Intake {
  constructor(
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(PROFILES) private readonly profiles: SourceProfiles,
    @Inject(FeedSequences) private readonly sequences: FeedSequences,
  ) {}

  /**
   * One answer for each payload, in order, after everything of it is stored: one acknowledgement however
   * many messages it holds, or two or none where MSH-15 and MSH-16 of the first ask for that.
   */
  async take(payloads: readonly Buffer[], protocol: Protocol): Promise<string[][]> {
    const receivedAt = new Date().toISOString();
    const received = payloads.map((payload) =>
      receiveHl7(payload, { protocol, receivedAt, profiles: this.profiles }),
    );
    const inbounds = received.flat().map(({ inbound }) => inbound);
    const stored = await this.ingest.take(inbounds);
    await this.sequences.note(inbounds);
    let at = 0;
    return received.map((messages) => {
      const receipts = stored.slice(at, (at += messages.length));
      return answersTo(messages, receipts, receivedAt);
    });
  }
}
