import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CredentialAnswer, CredentialsAnswer } from '@handrail/contracts';
import { Allow } from '@handrail/platform';
import { MllpListener } from '../mllp/mllp-listener.js';
import { BoundSenders } from '../senders/bound-senders.service.js';
import { clientCredentials, mllpCredentials } from './list-credentials.js';

class CredentialDto implements CredentialAnswer {
  @ApiProperty({ enum: ['listener', 'authority', 'sender', 'client'] })
  kind: CredentialAnswer['kind'];
  @ApiProperty({ description: 'A name in the certificate, or the id of the client.' })
  name: string;
  @ApiProperty({ type: [String], description: 'As whom it may speak; `*` is any.' })
  speaks: readonly string[];
  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true },
    description:
      'When its certificate runs out; of a sender, as it last showed it to this process.',
  })
  expiresAt: string | null;
}

class CredentialsDto implements CredentialsAnswer {
  @ApiProperty({ type: [CredentialDto] }) items: readonly CredentialDto[];
}

/** Who may send, by what, and until when. */
@ApiTags('feeds')
@Controller('v1/credentials')
export class CredentialsController {
  readonly #listener: MllpListener;
  readonly #senders: BoundSenders;

  constructor(listener: MllpListener, senders: BoundSenders) {
    this.#listener = listener;
    this.#senders = senders;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({
    summary: 'Certificates and clients of sources, with what they may call themselves.',
    description:
      'Of this process; without tables, whoever gets in may speak as anybody and is not listed. A client of the table ' +
      'sees itself alone.',
  })
  @ApiOkResponse({ type: CredentialsDto })
  list(): CredentialsDto {
    const { material, shown } = this.#listener;
    const items = [...mllpCredentials(material, shown), ...clientCredentials(this.#senders.table)];
    const own = this.#senders.boundClient;
    // A client that is bound to sources learns nothing of the others (ADR 0037).
    if (own === undefined) return { items };
    return { items: items.filter(({ kind, name }) => kind === 'client' && name === own) };
  }
}
