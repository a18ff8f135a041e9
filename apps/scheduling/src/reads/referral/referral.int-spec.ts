import { randomUUID } from 'node:crypto';
import { r4FaultsOf } from '../../testing/r4-faults.js';
import { RunningScheduling } from '../../testing/running-scheduling.js';

// Real: the scheduling service over HTTP, its database, the Postgres log, the allocator, and the published
// structures and codes of R4.
let scheduling: RunningScheduling;

beforeAll(async () => {
  scheduling = await RunningScheduling.start();
});
afterAll(() => scheduling.stop());

async function taskOf(id: string): Promise<object> {
  const { status, body } = await scheduling.call<object>(`/fhir/Task/${id}`);
  expect(status).toBe(200);
  expect(r4FaultsOf(body)).toEqual([]);
  return body;
}

describe('a referral as a Task of FHIR', () => {
  it('says in the states of SDOH Clinical Care what becomes of it, and R4 accepts each', async () => {
    const region = await scheduling.addProgram(1);
    const context = { region };
    const [first] = await scheduling.settled(await scheduling.decide({ context }));
    const [second] = await scheduling.settled(await scheduling.decide({ context }));
    const { messageId } = first!.causedBy;
    expect(await taskOf(first!.id)).toMatchObject({
      ...{ status: 'accepted', intent: 'order', code: { coding: [{ code: 'fulfill' }] } },
      businessStatus: { coding: [{ code: '5.1.1' }] },
      basedOn: [{ identifier: { system: 'urn:handrail:message', value: messageId } }],
      for: { identifier: { system: 'urn:handrail:person', value: first!.personId } },
      owner: { identifier: { value: first!.programId } },
    });
    const waiting = await taskOf(second!.id);
    expect(waiting).toMatchObject({
      ...{ status: 'on-hold', statusReason: { coding: [{ code: 'at-capacity' }] } },
    });
    expect(waiting).not.toHaveProperty('owner');

    const { etag } = await scheduling.call(`/v1/placements/${first!.id}`);
    const ended = await scheduling.call(`/v1/placements/${first!.id}/end`, {
      ...{ method: 'POST', body: { by: 'coordinator-2', reason: 'left' } },
      headers: { 'if-match': etag! },
    });
    expect(ended.status).toBe(200);
    expect(await taskOf(first!.id)).toMatchObject({
      ...{ status: 'failed', statusReason: { text: 'left' } },
    });
  });

  it('of nobody is not found', async () => {
    for (const id of [randomUUID(), 'p-1'])
      expect((await scheduling.call(`/fhir/Task/${id}`)).status).toBe(404);
  });
});
