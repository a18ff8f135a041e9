import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { BoundSenders } from '../senders/bound-senders.service.js';
import { MllpListener } from './mllp-listener.js';
import { MllpStatusDto } from './mllp-status.dto.js';

const NOBODYS = { connections: [], incidents: [] } as const;

/** How the MLLP listener of this process stands: what an engineer looks at when a feed hangs. */
@ApiTags('feeds')
@Controller('v1/mllp')
export class MllpStatusController {
  readonly #listener: MllpListener;
  readonly #senders: BoundSenders;

  constructor(listener: MllpListener, senders: BoundSenders) {
    this.#listener = listener;
    this.#senders = senders;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({
    summary:
      'Connections, frames without an end, and what was cut off or refused, without content.',
    description:
      'A client of the table of senders over HTTP is shown no connection and no incident.',
  })
  @ApiOkResponse({ type: MllpStatusDto })
  status(): MllpStatusDto {
    const { port, security } = this.#listener;
    // Whose a connection is only its messages say: to a client of the table none is shown as its own.
    const isBound = this.#senders.boundClient !== undefined;
    const { connections, incidents } = isBound ? NOBODYS : this.#listener;
    return { port, security, connections, incidents };
  }
}
