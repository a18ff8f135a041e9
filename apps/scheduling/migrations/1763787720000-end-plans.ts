import { deriveId, type Level } from '@handrail/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SessionPlan } from '../src/calendar/domain/sessions.js';
import { planEndsAt } from '../src/placement/domain/finish-plan.js';
import { PLAN_OVER, planTimer } from '../src/placement/placement.timers.js';

/** The columns of that time: a migration that has run never changes, whatever a placement becomes. */
interface ConfirmedThen {
  readonly id: string;
  readonly person_id: string;
  readonly level: Level;
  readonly plan: SessionPlan;
  readonly cause: { readonly id: string; readonly correlationId: string };
}

/**
 * Placements that were confirmed before plans ended them get their timer too: a plan that ran out long ago
 * ends its placement at once, and the person is asked what comes next.
 */
export class EndPlans1763787720000 implements MigrationInterface {
  readonly name = 'EndPlans1763787720000';

  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      `SELECT id, person_id, level, plan, cause FROM placement
       WHERE status = 'confirmed' AND plan IS NOT NULL`,
    )) as ConfirmedThen[];
    for (const row of rows) {
      const dueAt = planEndsAt({ ...row, status: 'confirmed' });
      if (dueAt === null) continue;
      const { person_id: key, id: placementId, cause } = row;
      await runner.query(
        `INSERT INTO timer (key, name, id, type, due_at, data, causation_id, correlation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key, name) DO NOTHING`,
        [
          key,
          planTimer(placementId),
          deriveId(Date.parse(dueAt), 'plan-of-before', placementId),
          PLAN_OVER,
          dueAt,
          JSON.stringify({ placementId }),
          cause.id,
          cause.correlationId,
        ],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM timer WHERE type = $1`, [PLAN_OVER]);
  }
}
