import { Controller, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, bodyTooLarge, OversizedBody } from '@handrail/platform';
import type { Request } from 'express';
import { INGEST } from '../intake.tokens.js';
import type { Ingest } from '../ingest/ingest.js';
import { oversizedMessage } from '../inbound/oversized-message.js';
import { HL7_LIMITS } from '../hl7v2/hl7-limits.js';
import { BoundSenders } from '../senders/bound-senders.service.js';
import { Hl7Intake } from './hl7-intake.js';

/** HL7 v2 for senders that have HTTP but no MLLP. */
@ApiTags('ingest')
@Controller('v1/hl7v2')
export class Hl7v2Controller {
  readonly #intake: Hl7Intake;
  readonly #ingest: Ingest;
  readonly #senders: BoundSenders;

  constructor(intake: Hl7Intake, @Inject(INGEST) ingest: Ingest, senders: BoundSenders) {
    this.#intake = intake;
    this.#ingest = ingest;
    this.#senders = senders;
  }

  @Allow('ingest.write')
  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/hl7-v2; charset=utf-8')
  @ApiOperation({ summary: 'Take in HL7 v2 messages; answers the same ACK as MLLP would.' })
  @ApiConsumes('application/hl7-v2', 'application/hl7-v2+er7', 'x-application/hl7-v2+er7')
  @ApiBody({
    description: 'Messages in ER7. MSH-18 names their character set, not the content type.',
    schema: { type: 'string' },
  })
  @ApiProduces('application/hl7-v2')
  @ApiOkResponse({
    description: 'One ACK for the body, whatever number of messages it holds.',
    type: String,
  })
  @ApiForbiddenResponse({
    description:
      'problem+json: a message names a sender in MSH-3 and MSH-4 that this client may not speak for; nothing of the body is stored.',
  })
  @ApiPayloadTooLargeResponse({
    description: `problem+json with the messageId: the body has more than ${HL7_LIMITS.bytes} bytes. It is a message that is refused, without its body.`,
  })
  async receive(@Req() request: Request): Promise<string> {
    const body: unknown = request.body;
    if (body instanceof OversizedBody) return this.#refuse(body);
    const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const speaker = this.#senders.speakerOf(request);
    const [acks] = await this.#intake.take([payload], 'hl7v2-http', speaker);
    speaker?.refuseKept();
    return acks!.join('');
  }

  /** Without its MSH there is nobody to acknowledge it to. */
  async #refuse(body: OversizedBody): Promise<never> {
    const message = oversizedMessage(body, {
      ...{ protocol: 'hl7v2-http', contentType: 'application/hl7-v2', path: '/' },
    });
    const [receipt] = await this.#ingest.take([message]);
    throw bodyTooLarge(receipt!.problems, { messageId: receipt!.messageId });
  }
}
