import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MessagingEngine } from '@handrail/messaging';
import type { Response } from 'express';
import type { Registry } from 'prom-client';
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
  constructor(
    @Inject(SERVICE_FACTS) private readonly facts: ServiceFacts,
    @Inject(HEALTH) private readonly health: HealthRegistry,
    @Inject(METRICS) private readonly registry: Registry,
    @Inject(ENGINE) private readonly engine: MessagingEngine,
  ) {}

  @Get('health/live')
  @ApiOperation({ summary: 'The process answers. Restart it when this does not.' })
  @ApiOkResponse({ description: '{status: "up"}' })
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'The service can do its work; 503 with the reasons when it cannot.' })
  @ApiOkResponse({ description: '{status, why: []}' })
  async ready(@Res() response: Response): Promise<void> {
    const why = await this.health.reasons();
    const ready = why.length === 0;
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', why });
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Prometheus text format.' })
  @ApiOkResponse({ description: 'text/plain' })
  async metrics(@Res() response: Response): Promise<void> {
    response.type(this.registry.contentType).send(await this.registry.metrics());
  }

  @Get('v1/status')
  @ApiOperation({ summary: 'Rates, lag, outbox depth, parked events and open circuits.' })
  @ApiOkResponse({ description: 'See libs/messaging status.' })
  async status(): Promise<object> {
    const status = await this.engine.status();
    const why = await this.health.reasons();
    return { ...this.facts, ...status, ready: why.length === 0, why };
  }
}
