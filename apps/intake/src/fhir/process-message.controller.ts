import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { INGEST, READERS } from '../intake.tokens.js';
import type { ContentProblem, Receipt } from '../message/domain/inbound.js';
import type { Ingest } from '../message/ingest.js';
import type { Readers } from '../message/reading/readers.js';

interface Issue {
  readonly severity: 'information' | 'warning' | 'error';
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
    @Inject(READERS) private readonly readers: Readers,
  ) {}

  @Post(['$process-message', ''])
  @ApiOperation({
    summary: 'Take in a FHIR bundle of any of these kinds; answers after it is stored.',
  })
  @ApiConsumes('application/fhir+json', 'application/json')
  @ApiBody({ description: 'A Bundle in JSON, encoded in UTF-8.', schema: { type: 'object' } })
  @ApiOkResponse({ description: 'OperationOutcome that says what became of the message.' })
  @ApiBadRequestResponse({ description: 'OperationOutcome: not a message bundle.' })
  @ApiUnprocessableEntityResponse({ description: 'OperationOutcome: what is missing, and where.' })
  async receive(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { messages } = await this.readers.read({
      protocol: 'fhir',
      payload: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      receivedAt: new Date().toISOString(),
      contentType: request.headers['content-type'] ?? 'application/fhir+json',
    });
    const [receipt] = await this.ingest.take(messages.map(({ inbound }) => inbound));
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
  const { messageId, status, disposition, reason } = receipt;
  const problems = receipt.problems.map((problem) => issueOf(problem, receipt));
  const became: Issue = {
    severity: 'information',
    code: 'informational',
    diagnostics: `${status}: ${disposition}, ${reason}`,
  };
  const issue = status === 'rejected' ? problems : [became, ...problems];
  return { resourceType: 'OperationOutcome', id: messageId, issue };
}

/**
 * A problem with its place: an error where the bundle was refused for it, a warning where the rest of the
 * bundle was taken in. The code is one of FHIR's issue types.
 */
const issueOf = ({ path, reason, accepted }: ContentProblem, receipt: Receipt): Issue => ({
  severity: receipt.status === 'rejected' ? 'error' : 'warning',
  code:
    receipt.reason === 'not-understood'
      ? 'structure'
      : reason === 'is missing'
        ? 'required'
        : 'value',
  diagnostics: `${path} ${reason}; accepted is ${accepted}`,
  expression: [path],
});
