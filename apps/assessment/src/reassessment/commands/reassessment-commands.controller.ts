import { Allow, shown, versionIn } from '@handrail/platform';
import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { pathId } from '../../http/path-id.js';
import { ReassessmentDto } from '../reassessment.dto.js';
import type { ReassessmentView } from '../reassessment.view.js';
import { OverrideDto, RateDto } from './commands.dto.js';
import { ClaimDto, SignDto } from './work.dto.js';
import { ReassessmentCommands } from './reassessment-commands.js';

const IF_MATCH = { name: 'If-Match', required: true, description: 'The ETag you last read' };

/** What people do with a reassessment. Of two who act on the same version, the second is told. */
@ApiTags('reassessments')
@ApiHeader(IF_MATCH)
@ApiResponse({ status: 409, description: 'Not possible in its present state' })
@ApiResponse({ status: 412, description: 'Somebody changed it meanwhile' })
@ApiResponse({ status: 428, description: 'If-Match is missing' })
@Controller('v1/reassessments/:id')
export class ReassessmentCommandsController {
  readonly #commands: ReassessmentCommands;

  constructor(commands: ReassessmentCommands) {
    this.#commands = commands;
  }

  @Allow('care.act')
  @Post('claim')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes the reassessment to work on it' })
  @ApiOkResponse({ type: ReassessmentDto })
  async claim(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { by }: ClaimDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = { id: pathId(id), version: versionIn(ifMatch, 'a reassessment') };
    return shown(response, await this.#commands.claim(target, by ?? 'unnamed'));
  }

  @Allow('care.act')
  @Post('ratings')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records ratings and asks the policy again' })
  @ApiOkResponse({ type: ReassessmentDto })
  async rate(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RateDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = { id: pathId(id), version: versionIn(ifMatch, 'a reassessment') };
    return shown(response, await this.#commands.rate(target, body));
  }

  @Allow('care.sign')
  @Post('determine')
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs what the policy proposes' })
  @ApiOkResponse({ type: ReassessmentDto })
  async sign(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: SignDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = { id: pathId(id), version: versionIn(ifMatch, 'a reassessment') };
    return shown(response, await this.#commands.sign(target, body));
  }

  @Allow('care.sign')
  @Post('override')
  @HttpCode(200)
  @ApiOperation({ summary: 'Decides otherwise than the policy, with the reason; both are kept' })
  @ApiOkResponse({ type: ReassessmentDto })
  async override(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: OverrideDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = { id: pathId(id), version: versionIn(ifMatch, 'a reassessment') };
    return shown(response, await this.#commands.override(target, body));
  }
}
