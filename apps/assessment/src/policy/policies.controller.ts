import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { DeterminationData } from '@handrail/contracts';
import { Allow, notFound, type Page } from '@handrail/platform';
import { determine } from './domain/determine.js';
import { MAX_INPUTS, postedInputs, readInputs } from './evaluate.input.js';
import type { LoadedPolicy } from './format/load-policy.js';
import { policySchema } from './format/json-schema.js';
import { PolicyHitsReader } from './hits.reader.js';
import { PolicyBook } from './policy-book.js';
import { SinceQueryDto } from '../http/since.dto.js';
import { sinceOf } from '../http/since.js';
import {
  PolicyDto,
  PolicyHitsDto,
  PolicyPageDto,
  policyDto,
  type PolicySummary,
} from './policies.dto.js';
import { policySummary } from './policies.dto.js';
import { DeterminationDto } from './determination.dto.js';

const VERSION = { name: 'version', description: 'A policy version, or "current"' };

@ApiTags('policies')
@Controller('v1/policies')
export class PoliciesController {
  readonly #policies: PolicyBook;
  readonly #hitsOf: PolicyHitsReader;

  constructor(policies: PolicyBook, hitsOf: PolicyHitsReader) {
    this.#policies = policies;
    this.#hitsOf = hitsOf;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Every policy version this service knows, newest first' })
  @ApiOkResponse({ type: PolicyPageDto })
  list(): Page<PolicySummary> {
    const current = this.#current().policy.version;
    const items = this.#policies.all().map((loaded) => policySummary(loaded, current));
    return { items, nextCursor: null };
  }

  @Allow('care.read')
  @Get('schema')
  @ApiOperation({ summary: 'The format of a policy as JSON Schema, one property for each file' })
  @ApiOkResponse({ schema: { type: 'object' } })
  schema(): object {
    return policySchema();
  }

  @Allow('care.read')
  @Get(':version/hits')
  @ApiOperation({ summary: 'How often each row had a part in a determination' })
  @ApiParam(VERSION)
  @ApiOkResponse({ type: PolicyHitsDto })
  hits(
    @Param('version') version: string,
    @Query() { since }: SinceQueryDto,
  ): Promise<PolicyHitsDto> {
    return this.#hitsOf.of(this.#find(version), sinceOf(since, new Date()));
  }

  @Allow('care.read')
  @Get(':version')
  @ApiOperation({
    operationId: 'PoliciesController_one',
    summary: 'One policy with every row of its tables and where each comes from',
  })
  @ApiParam(VERSION)
  @ApiOkResponse({ type: PolicyDto })
  byVersion(@Param('version') version: string): PolicyDto {
    return policyDto(this.#find(version), this.#current().policy.version);
  }

  /** Answers in kind: one determination for one set of inputs, a list for a list. Stores nothing. */
  @Allow('care.read')
  @Post(':version/evaluate')
  @HttpCode(200)
  @ApiOperation({
    summary: `The determination for posted inputs, or for a list of up to ${MAX_INPUTS}`,
  })
  @ApiParam(VERSION)
  @ApiBody({
    schema: {
      oneOf: [
        postedInputs as object,
        { type: 'array', maxItems: MAX_INPUTS, items: postedInputs as object },
      ],
    },
  })
  @ApiOkResponse({ type: DeterminationDto })
  evaluate(
    @Param('version') version: string,
    @Body() body: unknown,
  ): DeterminationData | DeterminationData[] {
    const { policy } = this.#find(version);
    const { inputs, many } = readInputs(body);
    const answers = inputs.map((input) => determine(policy, input, this.#policies.permissions));
    return many ? answers : answers[0]!;
  }

  #current(): LoadedPolicy {
    return this.#policies.inForceAt(new Date().toISOString());
  }

  #find(version: string): LoadedPolicy {
    if (version === 'current') return this.#current();
    const found = this.#policies.get(version);
    if (!found) throw notFound('policy');
    return found;
  }
}
