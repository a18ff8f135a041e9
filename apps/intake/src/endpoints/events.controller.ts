import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiForbiddenResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, badRequest, bodyTooLarge, conflict, OversizedBody } from '@handrail/platform';
import type { Request } from 'express';
import { INLET, INGEST, READERS } from '../intake.tokens.js';
import type { Inbound, Receipt } from '../inbound/domain/inbound.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Inlet } from '../reading/inlet.js';
import type { Readers } from '../reading/readers.js';
import { EVENT_LIMITS } from '../cloudevents/event-limits.js';
import { EventResultsDto } from '../cloudevents/events.dto.js';
import { oversizedEvent } from '../cloudevents/receive-payload.js';
import { BoundSenders } from '../senders/bound-senders.service.js';
import { ConflictTrail } from './conflict-trail.js';

/** CloudEvents 1.0 over HTTP: structured, binary and batch. */
@ApiTags('ingest')
@Controller('v1/events')
export class EventsController {
  readonly #ingest: Ingest;
  readonly #readers: Readers;
  readonly #inlet: Inlet;
  readonly #conflicts: ConflictTrail;
  readonly #senders: BoundSenders;

  constructor(
    @Inject(INGEST) ingest: Ingest,
    @Inject(READERS) readers: Readers,
    @Inject(INLET) inlet: Inlet,
    conflicts: ConflictTrail,
    senders: BoundSenders,
  ) {
    this.#ingest = ingest;
    this.#readers = readers;
    this.#inlet = inlet;
    this.#conflicts = conflicts;
    this.#senders = senders;
  }

  @Allow('ingest.write')
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Take in one CloudEvent, or a batch; answers after they are stored.' })
  @ApiConsumes(
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
    'application/json',
    'application/*+json',
  )
  @ApiBody({
    description: 'An event, a batch of them, or in binary mode the data of one.',
    schema: {},
  })
  @ApiAcceptedResponse({ type: EventResultsDto })
  @ApiBadRequestResponse({ description: 'problem+json with errors [{path, reason, accepted}]' })
  @ApiForbiddenResponse({
    description:
      'An event is of a source this client may not speak for (`HANDRAIL_HTTP_SENDERS_FILE`), or takes back one: nothing of the body is stored.',
  })
  @ApiConflictResponse({
    description: 'The same source and id came before with other content; kept in the audit.',
  })
  @ApiPayloadTooLargeResponse({
    description: `problem+json with the messageId: the body has more than ${EVENT_LIMITS.bytes} bytes. It is a message that is refused, without its body.`,
  })
  async receive(@Req() request: Request): Promise<EventResultsDto> {
    const body: unknown = request.body;
    const headers = headersOf(request);
    if (body instanceof OversizedBody) {
      const message = oversizedEvent(body, headers);
      await this.#senders.speakerOf(request)?.refuseForeign([message], false);
      const [receipt] = await this.#ingest.take([message]);
      throw bodyTooLarge(receipt!.problems, { messageId: receipt!.messageId });
    }
    const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const receivedAt = new Date().toISOString();
    return this.#inlet.run(payload.length, () => this.#take(request, payload, receivedAt));
  }

  async #take(request: Request, payload: Buffer, receivedAt: string): Promise<EventResultsDto> {
    const headers = headersOf(request);
    const { isBatch, messages } = await this.#readers.read({
      protocol: 'cloudevents-http',
      payload,
      receivedAt,
      headers,
      contentType: headers['content-type'] ?? 'application/octet-stream',
    });
    const inbounds = messages.map(({ inbound }) => inbound);
    await this.#senders.speakerOf(request)?.refuseForeign(inbounds, isBatch);
    const receipts = await this.#ingest.take(inbounds);
    await this.#conflicts.keep(request, receipts);
    if (!isBatch) refuseAlone(receipts[0]!);
    return { results: receipts.map((receipt, at) => toResult(inbounds[at]!, receipt)) };
  }
}

function headersOf(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0] : value,
    ]),
  );
}

/** A single event is refused by the status of the answer. */
function refuseAlone(receipt: Receipt): void {
  if (receipt.status === 'conflict')
    throw conflict(
      'event-conflict',
      'An event with this source and id came before with other content; the first is kept.',
    );
  if (receipt.status === 'rejected')
    throw badRequest('The event was refused.', receipt.problems, {
      messageId: receipt.messageId,
    });
}

function toResult(inbound: Inbound, receipt: Receipt) {
  const { messageId, status, reason, problems } = receipt;
  const refused = status === 'rejected' || status === 'conflict';
  return {
    id: inbound.controlId,
    messageId,
    status: refused ? ('rejected' as const) : status,
    ...(refused ? { reason } : {}),
    ...(problems.length > 0 && refused ? { errors: problems } : {}),
  };
}
