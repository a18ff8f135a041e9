import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { MllpListener } from './mllp-listener.js';
import { MllpStatusDto } from './mllp-status.dto.js';

/** How the MLLP listener of this process stands: what an engineer looks at when a feed hangs. */
@ApiTags('feeds')
@Controller('v1/mllp')
export class MllpStatusController {
  readonly #listener: MllpListener;

  constructor(listener: MllpListener) {
    this.#listener = listener;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({
    summary:
      'Connections, frames without an end, and what was cut off or refused, without content.',
  })
  @ApiOkResponse({ type: MllpStatusDto })
  status(): MllpStatusDto {
    const { port, security, connections, incidents } = this.#listener;
    return { port, security, connections, incidents };
  }
}
