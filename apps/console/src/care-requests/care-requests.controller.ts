import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiBadRequestResponse, ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { CareRequestsClient } from './care-requests.client.js';
import { CareRequestDto, CareRequestTakenDto } from './care-requests.dto.js';

/** Somebody calls or comes and asks for care (T0): what they say is passed on and kept nowhere here. */
@ApiTags('console')
@Controller('v1/console/care-requests')
export class CareRequestsController {
  readonly #requests: CareRequestsClient;

  constructor(requests: CareRequestsClient) {
    this.#requests = requests;
  }

  @Allow('ingest.write')
  @Post()
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Asks for care of a person, through intake’s ordinary door.' })
  @ApiAcceptedResponse({ type: CareRequestTakenDto })
  @ApiBadRequestResponse({ description: 'What is at fault, and what would be accepted.' })
  ask(@Body() typed: CareRequestDto): Promise<CareRequestTakenDto> {
    return this.#requests.send({ ...typed });
  }
}
