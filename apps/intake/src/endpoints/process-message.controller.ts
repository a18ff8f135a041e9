import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiForbiddenResponse,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, OversizedBody } from '@handrail/platform';
import type { Request, Response } from 'express';
import { INLET, INGEST, READERS } from '../intake.tokens.js';
import type { ContentProblem, Receipt } from '../inbound/domain/inbound.js';
import type { Ingest } from '../ingest/ingest.js';
import { TOO_LARGE } from '../inbound/message-limits.js';
import { oversizedMessage } from '../inbound/oversized-message.js';
import type { Inlet } from '../reading/inlet.js';
import type { Readers } from '../reading/readers.js';
import { BoundSenders } from '../senders/bound-senders.service.js';
import { FHIR_LIMITS } from '../fhir/fhir-limits.js';

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
  readonly #ingest: Ingest;
  readonly #readers: Readers;
  readonly #inlet: Inlet;
  readonly #senders: BoundSenders;

  constructor(
    @Inject(INGEST) ingest: Ingest,
    @Inject(READERS) readers: Readers,
    @Inject(INLET) inlet: Inlet,
    senders: BoundSenders,
  ) {
    this.#ingest = ingest;
    this.#readers = readers;
    this.#inlet = inlet;
    this.#senders = senders;
  }

  @Allow('ingest.write')
  @Post(['$process-message', ''])
  @ApiOperation({
    summary: 'Take in a FHIR bundle of any of these kinds; answers after it is stored.',
  })
  @ApiConsumes('application/fhir+json', 'application/json')
  @ApiBody({ description: 'A Bundle in JSON, encoded in UTF-8.', schema: { type: 'object' } })
  @ApiOkResponse({ description: 'OperationOutcome that says what became of the message.' })
  @ApiBadRequestResponse({ description: 'OperationOutcome: not a message bundle.' })
  @ApiForbiddenResponse({
    description:
      'problem+json: the bundle is of a source this client may not speak for; nothing of it is stored.',
  })
  @ApiUnprocessableEntityResponse({ description: 'OperationOutcome: what is missing, and where.' })
  @ApiPayloadTooLargeResponse({
    description: `OperationOutcome: the body has more than ${FHIR_LIMITS.bytes} bytes. It is a message that is refused, without its body.`,
  })
  async receive(@Req() request: Request, @Res() response: Response): Promise<void> {
    const body: unknown = request.body;
    const contentType = contentTypeOf(request);
    const isOversized = body instanceof OversizedBody;
    const receivedAt = new Date().toISOString();
    const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const [receipt] = isOversized
      ? await this.#ingest.take([
          oversizedMessage(body, { protocol: 'fhir', contentType, path: 'Bundle' }),
        ])
      : await this.#inlet.run(payload.length, () => this.#take(request, payload, receivedAt));
    response
      .status(isOversized ? 413 : statusOf(receipt!))
      .type('application/fhir+json')
      .send(JSON.stringify(outcomeOf(receipt!)));
  }

  async #take(request: Request, payload: Buffer, receivedAt: string): Promise<Receipt[]> {
    const { messages } = await this.#readers.read({
      protocol: 'fhir',
      payload,
      receivedAt,
      contentType: contentTypeOf(request),
    });
    const inbounds = messages.map(({ inbound }) => inbound);
    await this.#senders.speakerOf(request)?.refuseForeign(inbounds, false);
    return this.#ingest.take(inbounds);
  }
}

const contentTypeOf = ({ headers }: Request): string =>
  headers['content-type'] ?? 'application/fhir+json';

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
  code: REFUSED_AS[receipt.reason] ?? (reason === 'is missing' ? 'required' : 'value'),
  diagnostics: `${path} ${reason}; accepted is ${accepted}`,
  expression: [path],
});

/** What a bundle that is refused as a whole is refused as. */
const REFUSED_AS: Readonly<Record<string, string>> = {
  'not-understood': 'structure',
  [TOO_LARGE]: 'too-long',
};
