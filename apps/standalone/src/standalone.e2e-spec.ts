import { assessmentService } from '@handrail/assessment';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import { outcomesService } from '@handrail/outcomes';
import { schedulingService } from '@handrail/scheduling';
import { eventually, freePort, startTestServices, type TestServices } from '@handrail/testing';
import { readLocalSettings } from './local/local-settings.js';
import { Simulation } from './network/simulation.js';
import { simulatedWorld } from './network/start-network.js';

// Real: all five services, their databases, the Postgres log, MLLP, and the simulated network.
let services: TestServices;
let world: ReturnType<typeof simulatedWorld>;
let simulation: Simulation;
const output: string[] = [];

beforeAll(async () => {
  const mllpPort = String(await freePort());
  services = await startTestServices(
    [intakeService, assessmentService, schedulingService, outcomesService, consoleService],
    { HANDRAIL_MLLP_PORT: mllpPort },
  );
  const port = new URL(services.url('intake')).port;
  const env = {
    ...{ HANDRAIL_INTAKE_PORT: port, HANDRAIL_MLLP_PORT: mllpPort },
    HANDRAIL_SCHEDULING_URL: services.url('scheduling'),
  };
  world = simulatedWorld(readLocalSettings(env, undefined), new Date());
  const say = { line: (text: string) => void output.push(text), problem: () => undefined };
  simulation = new Simulation({ world: world.world, paceMs: 100, say });
  simulation.start();
});
afterAll(async () => {
  await simulation.stop();
  world.close();
  await services.stop();
});

async function items<T>(service: string, path: string): Promise<readonly T[]> {
  const response = await fetch(services.url(service) + path);
  return ((await response.json()) as { items: readonly T[] }).items;
}

interface Reassessment {
  readonly id: string;
  readonly trigger: { readonly kind: string };
}
interface Placement {
  readonly status: string;
  readonly level: string;
  readonly causedBy: { readonly reassessmentId: string; readonly messageId: string };
}
const TRIGGERS = ['detox-completed', 'residential-step-down', 'repeated-return-to-use'];

describe('the demo', () => {
  it('shows a placement from each of the three triggers, each led back to its message', async () => {
    const found = await eventually(
      async () => {
        const reassessments = await items<Reassessment>(
          'assessment',
          '/v1/reassessments?limit=200',
        );
        const placements = await items<Placement>(
          'scheduling',
          '/v1/placements?status=confirmed&limit=200',
        );
        const byTrigger = TRIGGERS.flatMap((kind) => {
          const ids = reassessments.filter((r) => r.trigger.kind === kind).map((r) => r.id);
          return placements.find((p) => ids.includes(p.causedBy.reassessmentId)) ?? [];
        });
        return byTrigger.length === TRIGGERS.length && byTrigger;
      },
      { withinMs: 60_000, what: 'a placement from each trigger' },
    );
    for (const { causedBy } of found) {
      const message = await fetch(`${services.url('intake')}/v1/messages/${causedBy.messageId}`);
      expect(await message.json()).toMatchObject({ disposition: 'applied' });
    }
  }, 70_000);

  it('hears of every source, one line for each message, with the answer and without a name', async () => {
    const sources = ['St. Brannock', 'Cedar Valley', 'Lakeside Recovery', 'Bay State Care'];
    await eventually(
      () => sources.every((source) => output.some((line) => line.includes(source))),
      {
        withinMs: 60_000,
        what: 'a line of every source',
      },
    );
    for (const line of output) {
      expect(line).toMatch(
        /^\d\d:\d\d:\d\d {2}\S.{19} {2}.{42} {2}(AA|accepted|HTTP 200|done|no place yet|nothing to do)$/,
      );
      expect(line).not.toMatch(/Alder|Kestrel|Larkspur|Thornbury/i);
    }
  }, 70_000);
});
