import { Allow, ApiAct, shown } from '@handrail/platform';
import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ReassessmentDto } from '../reassessment.dto.js';
import type { ReassessmentView } from '../reassessment.view.js';
import { ReassessmentCommands } from './reassessment-commands.js';
import { targetOf } from './target-of.js';
import { DraftDto, HandOffDto, OutreachDto, RequestInformationDto, SnoozeDto } from './work.dto.js';

/** A reassessment as a piece of work: who holds it, what it waits for, what was tried. */
@ApiTags('reassessments')
@ApiAct({
  conflict: 'Not possible in its present state; tells who holds it',
  changed: 'Somebody changed it meanwhile; tells who and what',
})
@Controller('v1/reassessments/:id')
export class ReassessmentWorkController {
  readonly #commands: ReassessmentCommands;

  constructor(commands: ReassessmentCommands) {
    this.#commands = commands;
  }

  @Allow('care.act')
  @Post('hand-off')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives it to somebody else, or back to the pool' })
  @ApiOkResponse({ type: ReassessmentDto })
  async handOff(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: HandOffDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.handOff(target, body));
  }

  @Allow('care.act')
  @Post('snooze')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts it off for some hours; its due time does not move' })
  @ApiOkResponse({ type: ReassessmentDto })
  async snooze(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: SnoozeDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.snooze(target, body));
  }

  @Allow('care.act')
  @Post('request-information')
  @HttpCode(200)
  @ApiOperation({ summary: 'Waits for something that is missing' })
  @ApiOkResponse({ type: ReassessmentDto })
  async requestInformation(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RequestInformationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.requestInformation(target, body));
  }

  @Allow('care.act')
  @Post('draft')
  @HttpCode(200)
  @ApiOperation({ summary: 'Saves ratings that are not finished; decides nothing' })
  @ApiOkResponse({ type: ReassessmentDto })
  async saveDraft(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: DraftDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.saveDraft(target, body));
  }

  @Allow('care.act')
  @Post('outreach')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes an attempt to reach the person' })
  @ApiOkResponse({ type: ReassessmentDto })
  async noteOutreach(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: OutreachDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReassessmentView> {
    const target = targetOf(id, ifMatch);
    return shown(response, await this.#commands.noteOutreach(target, body));
  }
}
