import { Inject, Injectable } from '@nestjs/common';
import { Pace } from '@handrail/platform';
import { FeedProfiles } from '../feeds/feed-profiles.js';
import { FeedSequences } from '../feeds/feed-sequences.js';
import { INLET, INGEST, READERS } from '../intake.tokens.js';
import type { Protocol } from '../inbound/domain/inbound.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Inlet } from '../reading/inlet.js';
import type { Readers } from '../reading/readers.js';
import { answersTo } from '../hl7v2/answers-to.js';
import type { ReceivedHl7 } from '../hl7v2/receive-hl7.js';
import { foreignSource, refuseForeign, type Speaker } from '../hl7v2/speaker.js';

/** Takes HL7 payloads in and writes their acknowledgements, whichever way they came. */
@Injectable()
export class Hl7Intake {
  readonly #ingest: Ingest;
  readonly #readers: Readers;
  readonly #inlet: Inlet;
  readonly #sequences: FeedSequences;
  readonly #profiles: FeedProfiles;

  constructor(
    @Inject(INGEST) ingest: Ingest,
    @Inject(READERS) readers: Readers,
    @Inject(INLET) inlet: Inlet,
    sequences: FeedSequences,
    profiles: FeedProfiles,
  ) {
    this.#ingest = ingest;
    this.#readers = readers;
    this.#inlet = inlet;
    this.#sequences = sequences;
    this.#profiles = profiles;
  }

  /**
   * One answer for each payload, in order, after everything of it is stored: one acknowledgement however
   * many messages it holds, or two or none where MSH-15 and MSH-16 of the first ask for that.
   *
   * @param speaker who sends, where that is certain: what they send in the name of another is refused, and kept
   *   as that and nothing else
   */
  take(payloads: readonly Buffer[], protocol: Protocol, speaker?: Speaker): Promise<string[][]> {
    const bytes = payloads.reduce((sum, { length }) => sum + length, 0);
    const receivedAt = new Date().toISOString();
    return this.#inlet.run(bytes, () => this.#take(payloads, protocol, receivedAt, speaker));
  }

  async #take(
    payloads: readonly Buffer[],
    protocol: Protocol,
    receivedAt: string,
    speaker: Speaker | undefined,
  ): Promise<string[][]> {
    const contentType = 'application/hl7-v2';
    const received = await new Pace().map(payloads, async (payload) => {
      const understood = await this.#readers.read({ protocol, payload, receivedAt, contentType });
      return understood.messages;
    });
    const foreign = await foreignAmong(received, speaker);
    const messages = received.filter((each) => !foreign.has(each)).flat();
    const inbounds = messages.map(({ inbound }) => inbound);
    const stored = await this.#ingest.take(inbounds);
    await this.#sequences.note(inbounds);
    await this.#profiles.note(
      messages.map(({ inbound: { source }, profile }) => ({ source, profile })),
    );
    let at = 0;
    return received.map((messages) => {
      if (foreign.has(messages)) return refuseForeign(messages, receivedAt);
      const receipts = stored.slice(at, (at += messages.length));
      return answersTo(messages, receipts, receivedAt);
    });
  }
}

/** Payloads in which their sender speaks as somebody else; that they do is kept before they are answered. */
async function foreignAmong(
  received: ReadonlyArray<readonly ReceivedHl7[]>,
  speaker: Speaker | undefined,
): Promise<ReadonlySet<readonly ReceivedHl7[]>> {
  const foreign = new Set<readonly ReceivedHl7[]>();
  if (!speaker) return foreign;
  for (const messages of received) {
    const source = foreignSource(messages, speaker);
    if (source === undefined) continue;
    foreign.add(messages);
    await speaker.keepForeign(source);
  }
  return foreign;
}
