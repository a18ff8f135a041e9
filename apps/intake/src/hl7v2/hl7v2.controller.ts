import { Controller, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Hl7Intake } from './hl7-intake.js';

/** HL7 v2 for senders that have HTTP but no MLLP. */
@ApiTags('ingest')
@Controller('v1/hl7v2')
export class Hl7v2Controller {
  constructor(@Inject(Hl7Intake) private readonly intake: Hl7Intake) {}

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
  async receive(@Req() request: Request): Promise<string> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const [acks] = await this.intake.take([body], 'hl7v2-http');
    return acks!.join('');
  }
}
