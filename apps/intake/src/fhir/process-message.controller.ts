import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { INGEST, PROFILES } from '../intake.tokens.js';
import type { Receipt } from '../message/domain/inbound.js';
import type { Ingest } from '../message/ingest.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { receiveBundle } from './receive-bundle.js';

interface Issue {
  readonly severity: 'information' | 'error';
  readonly code: string;
  readonly diagnostics: string;
  readonly expression?: readonly string[];
}

/** FHIR R4 message bundles, subscription notifications and transactions. */
@ApiTags('ingest')
@Controller('v1/fhir')
export class ProcessMessageController {
  constructor(
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(PROFILES) private readonly profiles: SourceProfiles,
  ) {}

  @Post(['$process-message', ''])
  @ApiOperation({
    summary: 'Take in a FHIR bundle of any of these kinds; answers after it is stored.',
  })
  @ApiConsumes('application/fhir+json', 'application/json')
  @ApiOkResponse({ description: 'OperationOutcome that says what became of the message.' })
  @ApiBadRequestResponse({ description: 'OperationOutcome: not a message bundle.' })
  @ApiUnprocessableEntityResponse({ description: 'OperationOutcome: what is missing, and where.' })
  async receive(@Req() request: Request, @Res() response: Response): Promise<void> {
    const inbound = receiveBundle(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), {
      receivedAt: new Date().toISOString(),
      profiles: this.profiles,
      contentType: request.headers['content-type'] ?? 'application/fhir+json',
    });
    const [receipt] = await this.ingest.take([inbound]);
    response
      .status(statusOf(receipt!))
      .type('application/fhir+json')
      .send(JSON.stringify(outcomeOf(receipt!)));
  }
}

function statusOf({ status, reason }: Receipt): number {
  if (status !== 'rejected') return 200;
  return reason === 'not-understood' ? 400 : 422;
}

function outcomeOf(receipt: Receipt) {
  const issue: Issue[] =
    receipt.status === 'rejected'
      ? receipt.problems.map(({ path, reason, accepted }) => ({
          severity: 'error',
          code: receipt.reason === 'not-understood' ? 'structure' : 'required',
          diagnostics: `${path} ${reason}; accepted is ${accepted}`,
          expression: [path],
        }))
      : [
          {
            severity: 'information',
            code: 'informational',
            diagnostics: `${receipt.status}: ${receipt.disposition}, ${receipt.reason}`,
          },
        ];
  return { resourceType: 'OperationOutcome', id: receipt.messageId, issue };
}
