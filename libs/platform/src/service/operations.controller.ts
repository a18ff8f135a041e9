import { Controller, Get, Inject, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { MessagingEngine } from '@handrail/messaging';
import type { Response } from 'express';
import type { Registry } from 'prom-client';
import { Allow, Public } from '../access/allow.js';
import type { HealthRegistry } from './health-registry.js';
import { ENGINE, HEALTH, METRICS, SERVICE_FACTS } from './tokens.js';

export interface ServiceFacts {
  readonly service: string;
  readonly version: string;
  readonly startedAt: string;
  readonly roles: readonly string[];
}

/** What platforms and dashboards ask every service. */
@ApiTags('operations')
@Controller()
export class OperationsController {
  readonly #facts: ServiceFacts;
  readonly #health: HealthRegistry;
  readonly #registry: Registry;
  readonly #engine: MessagingEngine;

  constructor(
    @Inject(SERVICE_FACTS) facts: ServiceFacts,
    @Inject(HEALTH) health: HealthRegistry,
    @Inject(METRICS) registry: Registry,
    @Inject(ENGINE) engine: MessagingEngine,
  ) {
    this.#facts = facts;
    this.#health = health;
    this.#registry = registry;
    this.#engine = engine;
  }

  @Public()
  @Get('health/live')
  @ApiOperation({
    summary: 'Every loop of the process turns. Restart it when this is not 200 or not answered.',
  })
  @ApiOkResponse({ description: '{status: "up", why: []}' })
  @ApiServiceUnavailableResponse({
    description: '{status: "stuck", why: [which loop stands still]}',
  })
  async live(@Res() response: Response): Promise<void> {
    const why = await this.#health.stuck();
    const isUp = why.length === 0;
    response.status(isUp ? 200 : 503).json({ status: isUp ? 'up' : 'stuck', why });
  }

  @Public()
  @Get('health/ready')
  @ApiOperation({
    summary: 'Requests may come. What it does not do although they may is listed as degraded.',
  })
  @ApiOkResponse({ description: '{status: "ready" or "degraded", why: [], degraded: []}' })
  @ApiServiceUnavailableResponse({
    description:
      '{status: "not-ready", why, degraded}: starting, stopping, or without its database',
  })
  async ready(@Res() response: Response): Promise<void> {
    const { notReady, degraded } = await this.#health.read();
    const well = degraded.length === 0 ? 'ready' : 'degraded';
    response.status(notReady.length === 0 ? 200 : 503).json({
      status: notReady.length === 0 ? well : 'not-ready',
      why: [...notReady, ...degraded],
      degraded,
    });
  }

  @Public()
  @Get('metrics')
  @ApiOperation({ summary: 'Prometheus text format.' })
  @ApiOkResponse({ description: 'text/plain' })
  async metrics(@Res() response: Response): Promise<void> {
    response.type(this.#registry.contentType).send(await this.#registry.metrics());
  }

  @Allow('ops.read', 'care.read')
  @Get('v1/status')
  @ApiOperation({ summary: 'Rates, lag, outbox depth, parked events and open circuits.' })
  @ApiOkResponse({ description: 'See libs/messaging status.' })
  async status(): Promise<object> {
    const status = await this.#engine.status();
    const { notReady, degraded } = await this.#health.read();
    const why = [...new Set([...notReady, ...degraded, ...status.why])];
    return { ...this.#facts, ...status, ready: notReady.length === 0, why, degraded };
  }
}
