import { Injectable } from '@nestjs/common';
import { contentHash } from '@handrail/domain';
import { DataSource } from 'typeorm';
import type { DecisionInputs } from '../../policy/domain/inputs.js';
import { reproduce } from '../../policy/domain/reproduce.js';
import { PolicyBook } from '../../policy/policy-book.js';
import type { RecordedDeterminationDto } from './determinations.dto.js';

const OF_REASSESSMENT = `
  SELECT determination_id AS "determinationId", determined_at AS "determinedAt",
         decided_by AS "decidedBy", policy_version AS "policyVersion", policy_hash AS "policyHash",
         level, inputs, inputs_hash AS "inputsHash", result, override
  FROM determination WHERE reassessment_id = $1
  ORDER BY determined_at DESC, determination_id DESC`;

type Row = Omit<RecordedDeterminationDto, 'determinedAt' | 'reproduced'> & {
  readonly determinedAt: Date;
};

/** Determinations as they were recorded, each made again from its inputs while it is read. */
@Injectable()
export class DeterminationsReader {
  readonly #database: DataSource;
  readonly #policies: PolicyBook;

  constructor(database: DataSource, policies: PolicyBook) {
    this.#database = database;
    this.#policies = policies;
  }

  /** Newest first. */
  async ofReassessment(id: string): Promise<RecordedDeterminationDto[]> {
    const rows = await this.#database.query<Row[]>(OF_REASSESSMENT, [id]);
    return rows.map((row) => ({
      ...row,
      determinedAt: row.determinedAt.toISOString(),
      reproduced: this.#isReproduced(row),
    }));
  }

  /** Null when the version is not here any more, so that nobody can say. */
  #isReproduced({ policyVersion, inputs, result }: Row): boolean | null {
    const policy = this.#policies.get(policyVersion)?.policy;
    if (!policy) return null;
    const again = reproduce(policy, inputs as unknown as DecisionInputs, result);
    return contentHash(again) === contentHash(result);
  }
}
