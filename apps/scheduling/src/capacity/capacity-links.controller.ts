import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, Public, badRequest } from '@handrail/platform';
import { IsString, Length } from 'class-validator';
import { WhoDto } from '../acts/acts.dto.js';
import { CapacityLinks, type MadeLink } from './capacity-links.service.js';
import type { CapacityQuestion } from './capacity-question.js';

export class MadeLinkView implements MadeLink {
  @ApiProperty({ description: 'Goes into the link; shown once and kept nowhere.' }) token: string;
  @ApiProperty({ format: 'date-time', description: '48 hours from now.' }) expiresAt: string;
}

class AskedTrackView {
  @ApiProperty() trackId: string;
  @ApiProperty({ description: 'Places in all.' }) capacity: number;
  @ApiProperty({ description: 'Taken by anyone.' }) occupied: number;
}

export class CapacityQuestionView implements CapacityQuestion {
  @ApiProperty() programName: string;
  @ApiProperty({ type: [AskedTrackView] }) tracks: AskedTrackView[];
  @ApiProperty({ description: 'To be sent back with the answer.' }) seen: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}

export class ConfirmCapacityDto {
  @ApiProperty({ description: 'The token of the link.' })
  @IsString()
  @Length(1, 1_000)
  token: string;

  @ApiProperty({ description: '`seen` of the question: what is confirmed.' })
  @IsString()
  @Length(0, 20_000)
  seen: string;
}

const REFUSED = { status: 403, description: 'Not a link of this service' };
const EXPIRED = { status: 410, description: 'The link has expired' };

/** Confirming places in one tap: a signed link, no login, one program, one question, used once. */
@ApiTags('capacity')
@Controller('v1')
export class CapacityLinksController {
  readonly #links: CapacityLinks;

  constructor(links: CapacityLinks) {
    this.#links = links;
  }

  @Allow('programs.write')
  @Post('programs/:id/capacity-link')
  @ApiOperation({ summary: 'Makes a link by which the program confirms its places' })
  @ApiCreatedResponse({ type: MadeLinkView })
  @ApiNotFoundResponse()
  make(@Param('id') id: string, @Body() { by }: WhoDto): Promise<MadeLinkView> {
    return this.#links.make(id, by);
  }

  @Public()
  @Get('capacity/confirm')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The question of a link; reading it does not use it up' })
  @ApiQuery({ name: 'token' })
  @ApiOkResponse({ type: CapacityQuestionView })
  @ApiConflictResponse({ description: 'It was used already' })
  @ApiResponse(REFUSED)
  @ApiResponse(EXPIRED)
  async question(@Query('token') token?: string): Promise<CapacityQuestionView> {
    if (typeof token !== 'string' || token === '')
      throw badRequest('A link has a token.', [
        { path: 'token', reason: 'is missing', accepted: 'the token of the link' },
      ]);
    const { tracks, ...question } = await this.#links.question(token);
    return { ...question, tracks: [...tracks] };
  }

  @Public()
  @Post('capacity/confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirms what the link has shown: every number is of now' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'It was used already, or the numbers have changed since' })
  @ApiResponse(REFUSED)
  @ApiResponse(EXPIRED)
  confirm(@Body() { token, seen }: ConfirmCapacityDto): Promise<void> {
    return this.#links.confirm(token, seen);
  }
}
