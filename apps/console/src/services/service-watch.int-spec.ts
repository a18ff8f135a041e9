import { eventually } from '@handrail/testing';
import type { Overview } from '../reads/overview/overview.view.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { ServiceWatch } from './service-watch.js';

const PARKED = {
  id: '0199a2f0-7c11-7a10-8b1e-000000000001',
  personId: null,
  type: 'handrail.intake.stay-ended.v1',
  eventId: '0199a2f0-7c11-7a10-8b1e-000000000001',
  cause: 'undecodable:no-key',
  attempts: 1,
  parkedAt: '2026-11-22T10:00:00.000Z',
  behind: null,
};

let subject: ConsoleUnderTest;
let watch: ServiceWatch;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
  watch = subject.provider(ServiceWatch);
});
afterAll(() => subject.stop());

const views = async () => {
  await watch.refresh();
  return watch.views();
};
const scheduling = async () => (await views()).find((view) => view.name === 'scheduling')!;

describe('the watch over the services', () => {
  it('shows the five services up, the console itself included', async () => {
    // A console that has just started is degraded until its consumers have joined their groups.
    const all = await eventually(
      async () => {
        const shown = await views();
        return shown.find(({ name }) => name === 'console')?.state === 'up' ? shown : undefined;
      },
      { what: 'the console to be up' },
    );
    expect(all.map((view) => [view.name, view.state])).toEqual([
      ['intake', 'up'],
      ['assessment', 'up'],
      ['scheduling', 'up'],
      ['outcomes', 'up'],
      ['console', 'up'],
    ]);
    expect(all.every((view) => view.report?.version)).toBe(true);
  });

  it('shows why a service is degraded, then since when it is down, then that it is back', async () => {
    const fake = subject.fakes.scheduling;
    fake.circuits = [{ topic: 'handrail.assessment', why: '20 persons are parked' }];
    fake.lag = [
      { group: 'scheduling', topic: 'handrail.assessment', partition: 4, events: 7, seconds: 93.2 },
    ];
    expect(await scheduling()).toMatchObject({
      state: 'degraded',
      reasons: ['handrail.assessment is paused: 20 persons are parked'],
      worstLag: { partition: 4, events: 7, seconds: 93.2 },
    });

    fake.silent = true;
    const down = await scheduling();
    expect(down).toMatchObject({
      state: 'down',
      reasons: ['no answer within 1.5 s'],
      report: { version: '0.1.0' },
    });
    expect((await scheduling()).since).toBe(down.since);

    fake.silent = false;
    fake.circuits = [];
    expect(await scheduling()).toMatchObject({ state: 'up', reasons: [] });
  });

  it('answers although services hang or are gone, and says that their share is unknown', async () => {
    subject.fakes.intake.silent = true;
    subject.fakes.assessment.parked = [PARKED, PARKED];
    await subject.fakes.outcomes.stop();
    // The first question goes over the connection that was open when the service went away.
    await watch.refresh();
    await watch.refresh();
    const { body } = await subject.get<Overview>('/v1/console/overview');
    const reasons = Object.fromEntries(
      body.services.map((service) => [service.name, service.reasons]),
    );
    expect(reasons).toMatchObject({
      intake: ['no answer within 1.5 s'],
      outcomes: ['nothing listens at its address'],
      assessment: [],
    });
    expect(body.parked).toEqual({ total: 2, messages: 0, unknown: ['intake', 'outcomes'] });
  });
});
