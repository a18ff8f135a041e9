import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { SimulationDto } from './simulate.dto.js';
import { postedSimulation, readSimulation } from './simulate.input.js';
import { POSTED, SimulateService } from './simulate.service.js';

@ApiTags('policies')
@Controller('v1/policies')
export class SimulateController {
  readonly #simulations: SimulateService;

  constructor(simulations: SimulateService) {
    this.#simulations = simulations;
  }

  @Allow('care.read')
  @Post(':version/simulate')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Who would have got another level under this policy, and why; writes nothing',
  })
  @ApiParam({ name: 'version', description: `A version, "current", or "${POSTED}" for a draft` })
  @ApiBody({ schema: postedSimulation as object })
  @ApiOkResponse({ type: SimulationDto })
  @ApiBadRequestResponse({ description: 'Also a draft that is refused, with file and row' })
  @ApiNotFoundResponse()
  simulate(@Param('version') version: string, @Body() body: unknown): Promise<SimulationDto> {
    return this.#simulations.run(version, readSimulation(body, new Date()));
  }
}
