import { ApiProperty } from '@nestjs/swagger';
import type {
  PolicyAnswer,
  PolicyCase,
  PolicyHitsAnswer,
  PolicyRow,
  PolicySummaryAnswer,
} from '@handrail/contracts';
import type { Policy, PolicyStatus } from './domain/policy.js';
import type { LoadedPolicy } from './format/load-policy.js';

/** A policy version in a list. */
export class PolicySummary implements PolicySummaryAnswer {
  @ApiProperty({ example: '2026.1' })
  version!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ enum: ['draft', 'approved', 'retired'] })
  status!: PolicyStatus;

  @ApiProperty({ description: 'Who approved it and when', type: Object, nullable: true })
  approval!: Policy['approval'];

  @ApiProperty({ format: 'date-time' })
  effectiveFrom!: string;

  @ApiProperty({ description: 'Whether decisions made now use it' })
  current!: boolean;

  @ApiProperty({ description: 'SHA-256 of its tables' })
  contentHash!: string;

  @ApiProperty({ description: 'Rows in all its tables' })
  rows!: number;
}

export class PolicyPageDto {
  @ApiProperty({ type: [PolicySummary] })
  items!: PolicySummary[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

/** A row of a decision table as it is written. */
export class PolicyRowDto implements PolicyRow {
  @ApiProperty({ example: 'R4-d5-2' })
  id!: string;

  @ApiProperty({ description: 'Where the row comes from' })
  source!: string;

  readonly [field: string]: unknown;
}

/** One policy with all its tables. */
export class PolicyDto extends PolicySummary implements PolicyAnswer {
  @ApiProperty({
    description: 'Tables by name, each with its rows as written',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'object' } },
  })
  tables!: Record<string, readonly PolicyRowDto[]>;

  @ApiProperty({ description: 'Levels with their numbers and alternatives', type: [Object] })
  levels!: readonly object[];

  @ApiProperty({ description: 'Written cases it is held to, in plain language', type: [Object] })
  cases!: readonly PolicyCase[];
}

/** How often one row had a part in a determination. */
export class RowHitsDto {
  @ApiProperty({ example: 'minimums' })
  table!: string;

  @ApiProperty({ example: 'R4-d5-2' })
  id!: string;

  @ApiProperty()
  hits!: number;
}

export class PolicyHitsDto implements PolicyHitsAnswer {
  @ApiProperty()
  version!: string;

  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiProperty({ description: 'Determinations of this version since then' })
  determinations!: number;

  @ApiProperty({ type: [RowHitsDto], description: 'Every row that can stand in a trace, also 0' })
  rows!: RowHitsDto[];
}

export function policySummary({ policy, files }: LoadedPolicy, current: string): PolicySummary {
  const { version, title, status, approval, effectiveFrom, contentHash } = policy;
  const rows = Object.values(files).reduce(
    (sum, content) => sum + ('rows' in content ? content.rows.length : 0),
    0,
  );
  const isCurrent = version === current;
  return {
    ...{ version, title, status, approval, effectiveFrom, contentHash },
    ...{ current: isCurrent, rows },
  };
}

export function policyDto(loaded: LoadedPolicy, current: string): PolicyDto {
  const tables = Object.entries(loaded.files).flatMap(([file, content]) =>
    'rows' in content ? [[file.replace('.yaml', ''), content.rows] as const] : [],
  );
  return {
    ...policySummary(loaded, current),
    tables: Object.fromEntries(tables),
    levels: loaded.files['policy.yaml'].levels,
    cases: loaded.cases,
  };
}
