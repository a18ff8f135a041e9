import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, ApiAct, notFound, type Page, pageQuery, shown } from '@handrail/platform';
import type { Response } from 'express';
import { actOn } from '../acts/act-of.js';
import { ActDto } from '../acts/acts.dto.js';
import { isUuid, requireOneOf } from '../reads/check-query.js';
import { WebhookActs } from './webhook-acts.service.js';
import {
  DELIVERY_STATUSES,
  ResendDto,
  ResentView,
  SubscribeDto,
  WebhookDeliveryPage,
  WebhookDeliveryView,
  WebhookPage,
  WebhookSecretView,
  WebhookView,
} from './webhooks.dto.js';
import { WebhookReader } from './webhooks.reader.js';

/** What a resend without an end goes up to. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/** Receivers that are told what becomes of referrals, by signed requests (Standard Webhooks 1.0). */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  readonly #acts: WebhookActs;
  readonly #reader: WebhookReader;

  constructor(acts: WebhookActs, reader: WebhookReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Get()
  @Allow('ops.read')
  @ApiOperation({ summary: 'Receivers with how they do, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: WebhookPage })
  list(
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<WebhookView>> {
    return this.#reader.page(pageQuery({ limit, cursor }, ['time', 'uuid']));
  }

  @Post()
  @Allow('keys.admin')
  @ApiOperation({
    summary: 'Subscribes a receiver. Undone by remove',
    description:
      'Each request carries webhook-id, webhook-timestamp and webhook-signature (v1, HMAC-SHA256), and in its ' +
      'body the type of the event, its number, and where to read what has changed; nothing about anybody. The ' +
      'same event may come more than once, under the same webhook-id. Any 2xx within 15 seconds is an arrival.',
  })
  @ApiCreatedResponse({
    type: WebhookSecretView,
    description: 'With its secret, which is shown once',
  })
  @ApiBadRequestResponse()
  async subscribe(@Body() body: SubscribeDto): Promise<WebhookSecretView> {
    const { name, url } = body;
    const { id, secret } = await this.#acts.subscribe({
      ...{ by: body.by, reason: body.reason, name, url },
      // Null says as much as leaving it out.
      types: body.types ?? [],
      requester: body.requester ?? null,
      organisation: body.organisation ?? null,
      purpose: body.purpose ?? 'treatment',
    });
    return { ...(await this.#known(id)), secret };
  }

  @Get(':id')
  @Allow('ops.read')
  @ApiOperation({ operationId: 'WebhooksController_one', summary: 'One receiver' })
  @ApiOkResponse({ type: WebhookView })
  @ApiNotFoundResponse()
  async byId(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return shown(response, await this.#known(id));
  }

  @Get(':id/deliveries')
  @Allow('ops.read')
  @ApiOperation({ summary: 'What was sent to a receiver and what is still to be, newest first' })
  @ApiQuery({ name: 'status', required: false, enum: DELIVERY_STATUSES })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: WebhookDeliveryPage })
  @ApiNotFoundResponse()
  async deliveries(
    @Param('id') id: string,
    @Query('status') status?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<WebhookDeliveryView>> {
    if (status !== undefined) requireOneOf('status', status, DELIVERY_STATUSES);
    const query = pageQuery({ limit, cursor }, ['bigint']);
    const { id: known } = await this.#known(id);
    return await this.#reader.deliveries(known, status, query);
  }

  @Post(':id/resend')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sends events again by their numbers, at any time within 30 days',
    description: 'Under the same webhook-id: whoever has them already knows that they are repeats.',
  })
  @ApiOkResponse({ type: ResentView })
  @ApiNotFoundResponse()
  async resend(@Param('id') id: string, @Body() body: ResendDto): Promise<ResentView> {
    const { id: known } = await this.#known(id);
    const { from, to = NEWEST } = body;
    return { deliveries: await this.#acts.resend(known, body, { from, to }) };
  }

  @Post(':id/rotate')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiAct()
  @ApiOperation({
    summary: 'Gives a new secret; the former one signs beside it for 24 hours',
    description: 'What cannot be undone is replaced: rotate again.',
  })
  @ApiOkResponse({
    type: WebhookSecretView,
    description: 'With its new secret, which is shown once',
  })
  async rotate(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookSecretView> {
    const secret = await this.#acts.rotate(actOn('subscription', id, ifMatch, body));
    return shown(response, { ...(await this.#known(id)), secret });
  }

  @Post(':id/pause')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'Not active' })
  @ApiOperation({ summary: 'Sends nothing for now; what comes meanwhile waits. Undone by resume' })
  @ApiOkResponse({ type: WebhookView })
  pause(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return this.#change('pause', actOn('subscription', id, ifMatch, body), response);
  }

  @Post(':id/resume')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'Neither paused nor disabled' })
  @ApiOperation({ summary: 'Sends again, also after it was disabled. Undone by pause' })
  @ApiOkResponse({ type: WebhookView })
  resume(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return this.#change('resume', actOn('subscription', id, ifMatch, body), response);
  }

  @Post(':id/remove')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiAct()
  @ApiOperation({ summary: 'Takes a receiver off the list. Undone by restore' })
  @ApiOkResponse({ type: WebhookView })
  remove(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return this.#change('remove', actOn('subscription', id, ifMatch, body), response);
  }

  @Post(':id/restore')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'Not removed' })
  @ApiOperation({ summary: 'Puts a receiver back, paused. Undone by remove' })
  @ApiOkResponse({ type: WebhookView })
  restore(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return this.#change('restore', actOn('subscription', id, ifMatch, body), response);
  }

  async #change(
    change: 'pause' | 'resume' | 'remove' | 'restore',
    act: ReturnType<typeof actOn>,
    response: Response,
  ): Promise<WebhookView> {
    await this.#acts.change(change, act);
    return shown(response, await this.#known(act.id));
  }

  async #known(id: string): Promise<WebhookView> {
    const known = isUuid(id) ? await this.#reader.byId(id.toLowerCase()) : undefined;
    if (!known) throw notFound('subscription');
    return known;
  }
}
