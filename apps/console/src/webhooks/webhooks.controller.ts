import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, PageQueryDto, preconditionRequired } from '@handrail/platform';
import type { Webhook, WebhookDelivery, WebhookWithSecret } from '../api/webhooks.js';
import { WebhooksClient } from './webhooks.client.js';
import {
  DeliveriesQueryDto,
  ResendWebhookDto,
  SubscribeWebhookDto,
  WebhookActDto,
  WebhookActParamsDto,
  WebhookParamsDto,
  WebhooksPageDto,
} from './webhooks.dto.js';

/** Receivers that are told what becomes of referrals: scheduling decides, the console passes on. */
@ApiTags('webhooks')
@Controller('v1/console/webhooks')
export class WebhooksController {
  readonly #client: WebhooksClient;

  constructor(client: WebhooksClient) {
    this.#client = client;
  }

  @Get()
  @Allow('ops.read')
  @ApiOperation({ summary: 'Receivers with how they do, newest first.' })
  @ApiOkResponse({ type: WebhooksPageDto })
  list(@Query() { limit, cursor }: PageQueryDto): Promise<PageAnswer<Webhook>> {
    return this.#client.page(asked({ limit: limit ?? '100', cursor }));
  }

  @Post()
  @Allow('keys.admin')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Subscribes a receiver. Undone by remove.' })
  @ApiCreatedResponse({ description: 'With its secret, which is shown once.' })
  subscribe(@Body() body: SubscribeWebhookDto): Promise<WebhookWithSecret> {
    return this.#client.subscribe(body);
  }

  @Get(':id')
  @Allow('ops.read')
  @ApiOperation({ summary: 'One receiver.' })
  @ApiOkResponse({ description: 'With its state and its version.' })
  byId(@Param() { id }: WebhookParamsDto): Promise<Webhook> {
    return this.#client.byId(id);
  }

  @Get(':id/deliveries')
  @Allow('ops.read')
  @ApiOperation({ summary: 'What was sent to a receiver and what is still to be, newest first.' })
  @ApiOkResponse({ description: 'Each with its attempts, and what came of the last.' })
  deliveries(
    @Param() { id }: WebhookParamsDto,
    @Query() { status, limit, cursor }: DeliveriesQueryDto,
  ): Promise<PageAnswer<WebhookDelivery>> {
    return this.#client.deliveries(id, asked({ status, limit: limit ?? '50', cursor }));
  }

  @Post(':id/resend')
  @Allow('keys.admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends events again by their numbers.' })
  @ApiOkResponse({ description: 'How many deliveries are sent again.' })
  resend(
    @Param() { id }: WebhookParamsDto,
    @Body() body: ResendWebhookDto,
  ): Promise<{ deliveries: number }> {
    return this.#client.resend(id, body);
  }

  @Post(':id/:act')
  @Allow('keys.admin')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Pauses, resumes, removes or restores a receiver, or gives it a new secret.',
  })
  @ApiAct()
  @ApiOkResponse({ description: 'The receiver after it; a new secret is shown once.' })
  act(
    @Param() { id, act }: WebhookActParamsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: WebhookActDto,
  ): Promise<Webhook | WebhookWithSecret> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act(id, act, body, ifMatch);
  }
}

const asked = (query: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
