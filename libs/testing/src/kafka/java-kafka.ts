import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePort } from '@handrail/platform';
import { type ControlledKafka, type KafkaUnavailable, untilReady } from './controlled-kafka.js';
import { isSecuredRun, materialOfRun } from './run-security.js';
import { KAFKA_ADMIN, type KafkaSecurity } from './secured-material.js';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/kafka-local.mjs', import.meta.url));
/** What scripts/kafka-local.mjs exits with when this machine lacks Java or Maven. */
const UNAVAILABLE = 3;

/** Where a broker is to be found, and what it asks of those who come. */
export interface KafkaPlace {
  readonly port?: number;
  readonly advertise?: number;
  /** How a client that may do everything gets in; without it everybody does. */
  readonly admin?: KafkaSecurity;
  /** File that makes the broker ask: see `npm run kafka -- --security`. */
  readonly securityFile?: string;
}

/** The script that runs the broker, and the broker's own process. */
interface Running {
  readonly script: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly brokerPid: number;
}

/**
 * Real Kafka from its published jars, as `npm run kafka` starts it, with data in a temporary folder.
 * Clients are told to connect to `advertise`, where a test may stand between them and the broker.
 */
export async function startKafkaOnJava(
  place: KafkaPlace = {},
): Promise<ControlledKafka | KafkaUnavailable> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-kafka-'));
  const port = place.port ?? (await freePort());
  const { advertise = port } = place;
  const { admin, securityFile } = await securityOf(place);
  const brokers = [`127.0.0.1:${advertise}`];
  const launch = () => launchAt({ port, advertise, securityFile }, folder);
  const first = await launch();
  if ('unavailable' in first) {
    await rm(folder, { recursive: true });
    return first;
  }
  let running: Running | undefined = first;
  const ended = async () => {
    if (running && running.script.exitCode === null) await once(running.script, 'exit');
    running = undefined;
  };
  const signal = (name: NodeJS.Signals) => {
    if (running) process.kill(running.brokerPid, name);
  };
  const control = {
    kill9: async () => {
      signal('SIGKILL');
      await ended();
    },
    stop: async () => {
      running?.script.kill('SIGTERM');
      await ended();
    },
    start: async () => {
      const again = await launch();
      if ('unavailable' in again) throw new Error(again.unavailable);
      running = again;
      await untilReady(brokers, admin);
    },
    freeze: async () => signal('SIGSTOP'),
    thaw: async () => signal('SIGCONT'),
  };
  const close = async () => {
    // Nothing in its log is worth an orderly end, and a frozen process would not notice one.
    await control.kill9();
    await rm(folder, { recursive: true, force: true });
  };
  return { brokers, source: 'Kafka on Java', control, close };
}

/** Its own, or that of the whole run. */
async function securityOf(place: KafkaPlace): Promise<Pick<KafkaPlace, 'admin' | 'securityFile'>> {
  if (place.securityFile !== undefined || !isSecuredRun()) return place;
  const material = await materialOfRun();
  return { admin: material.as(KAFKA_ADMIN), securityFile: material.securityFile };
}

async function launchAt(
  { port, advertise, securityFile }: Omit<KafkaPlace, 'admin'>,
  data: string,
): Promise<Running | KafkaUnavailable> {
  const ports = ['--port', String(port), '--advertise', String(advertise)];
  const security = securityFile ? ['--security', securityFile] : [];
  const options = [...ports, ...security, '--data', data, '--json', '--until-stdin-ends'];
  const script = spawn(process.execPath, [SCRIPT, ...options], { stdio: 'pipe' });
  const errors: Buffer[] = [];
  script.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const line = once(script.stdout, 'data').then(([chunk]) => String(chunk));
  const exit = once(script, 'exit').then(([code]) => code as number | null);
  const outcome = await Promise.race([line, exit]);
  if (typeof outcome === 'string') {
    const { pid } = JSON.parse(outcome) as { pid: number };
    return { script, brokerPid: pid };
  }
  const errorText = Buffer.concat(errors).toString().trim();
  if (outcome === UNAVAILABLE)
    return { unavailable: errorText.split('\n').at(-1) ?? 'no reason given' };
  throw new Error(`Kafka did not start: ${errorText}`);
}
