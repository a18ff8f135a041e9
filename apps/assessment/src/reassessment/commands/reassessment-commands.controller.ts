import { Allow, ApiAct, shown } from '@handrail/platform';
import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ReassessmentDto } from '../reassessment.dto.js';
import type { ReassessmentView } from '../reassessment.view.js';
import { OverrideDto, RateDto } from './commands.dto.js';
import { ClaimDto, SignDto } from './work.dto.js';
import { ReassessmentCommands } from './reassessment-commands.js';
import { targetOf } from './target-of.js';

/** What people do with a reassessment. Of two who act on the same version, the second is told. */
@ApiTags('reassessments')
@ApiAct({
  conflict: 'Not possible in its present state',
  changed: 'Somebody changed it meanwhile; tells who and what',
})
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
    const target = targetOf(id, ifMatch);
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
    const target = targetOf(id, ifMatch);
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
    const target = targetOf(id, ifMatch);
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
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.override(target, body));
  }
}
