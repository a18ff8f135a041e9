import { MllpClient, type TokenWish } from '@handrail/cli';
import type { EventLog } from '@handrail/messaging';
import { EVENT_LOG, type RunningService } from '@handrail/platform';
import { urlOf, type LocalSettings } from '../local/local-settings.js';
import type { Opened } from '../local/opened.js';
import type { Say } from '../local/say.js';
import type { LocalServiceName } from '../local/service-ports.js';
import { CareNetwork } from './care-network.js';
import { FhirHospital } from './fhir-hospital.js';
import { Hl7Hospital } from './hl7-hospital.js';
import { narrate } from './narrator.js';
import { People } from './person.js';
import { ProgramDesk } from './program-desk.js';
import { Random } from './random.js';
import { Simulation } from './simulation.js';
import type { World } from './story.js';
import { systemFetch } from './system-fetch.js';

const MLLP_TIMEOUT_MS = 10_000;

/**
 * Everything the simulated sources are, for one run. Numbers of one run are never used by another. With `wish` they
 * send and ask as that system; without, as this machine.
 */
export function simulatedWorld(
  settings: LocalSettings,
  startedAt: Date,
  wish?: TokenWish,
): { readonly world: World; readonly close: () => void } {
  const ask = wish ? systemFetch(wish) : fetch;
  const run = startedAt.getTime().toString(36);
  const random = new Random(startedAt.getTime());
  const intakeUrl = urlOf(settings, 'intake');
  const schedulingUrl = settings.env['HANDRAIL_SCHEDULING_URL'] ?? urlOf(settings, 'scheduling');
  const clients = [0, 1].map(
    () => new MllpClient(settings.host, settings.mllpPort, MLLP_TIMEOUT_MS),
  ) as [MllpClient, MllpClient];
  let visits = 0;
  const world: World = {
    hospitals: [
      new Hl7Hospital({
        ...{ title: 'St. Brannock', application: 'ADMIT', facility: 'ST BRANNOCK' },
        authority: { name: 'STBRANNOCK', oid: '2.16.840.1.113883.19.501' },
        ...{ client: clients[0], run: `B${run}` },
      }),
      new Hl7Hospital({
        ...{ title: 'Cedar Valley', application: 'CVADT', facility: 'CEDAR VALLEY' },
        authority: { name: 'CEDARVALLEY', oid: '2.16.840.1.113883.19.502' },
        ...{ client: clients[1], run: `C${run}` },
      }),
      new FhirHospital({
        ...{ title: 'Lakeside Recovery', organization: 'Lakeside Recovery Hospital' },
        endpoint: 'urn:simulated:lakeside',
        identifierSystem: 'urn:oid:2.16.840.1.113883.19.503',
        ...{ intakeUrl, fetch: ask },
      }),
    ],
    care: new CareNetwork(intakeUrl, ask),
    desk: new ProgramDesk(
      { intake: intakeUrl, scheduling: schedulingUrl },
      { fetch: ask, by: wish ? undefined : 'program-desk' },
    ),
    people: new People(run, random),
    random,
    newVisitNumber: () => `V${run}${(visits += 1)}`.toUpperCase(),
  };
  return { world, close: () => clients.forEach((client) => client.close()) };
}

/** Starts the simulated network: two hospitals by MLLP, one by FHIR, one network by CloudEvents. */
export async function startNetwork(
  settings: LocalSettings,
  running: ReadonlyMap<LocalServiceName, RunningService>,
  { paceMs, say, opened }: { paceMs: number; say: Say; opened: Opened },
): Promise<void> {
  const log = running.get('console')?.app.get<EventLog>(EVENT_LOG);
  if (log) await narrate(log, opened, say);
  const { world, close } = simulatedWorld(settings, new Date());
  const simulation = new Simulation({ world, paceMs, say });
  opened.add('the simulated network', async () => {
    await simulation.stop();
    close();
  });
  say.line('');
  say.line('simulated network: every line is one message, every arrow what Handrail made of it');
  simulation.start();
}
