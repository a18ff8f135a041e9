import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  runAssessment,
  START_WITHIN_MS,
  type RunningAssessment,
} from '../testing/running-assessment.js';

// Real: the assessment service with its database and the Postgres log; intake is played by the test.
let assessment: RunningAssessment;
beforeAll(async () => {
  assessment = await runAssessment();
}, START_WITHIN_MS);
afterAll(() => assessment?.stop());

const overdue = async () => {
  const text = await (await fetch(`${assessment.services.url('assessment')}/metrics`)).text();
  return /^handrail_assessment_reassessments_overdue (\d+)$/m.exec(text)?.[1];
};

describe('reassessments nobody decided in time', () => {
  it('are counted for whoever scrapes, and no others', async () => {
    const [late, onTime] = [randomUUID(), randomUUID()];
    // Without ratings the policy decides nothing: both wait for a person.
    for (const personId of [late, onTime]) await assessment.detoxed(personId);
    const { id } = await assessment.only(late, () => true);
    await assessment.only(onTime, () => true);
    expect(await overdue()).toBe('0');
    const database = assessment.services.service('assessment').app.get(DataSource);
    await database.query(
      `UPDATE reassessment SET due_at = now() - interval '1 minute' WHERE reassessment_id = $1`,
      [id],
    );
    expect(await overdue()).toBe('1');
  });
});
