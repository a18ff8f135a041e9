import { freePort } from '@handrail/platform';
import { createKafkaEventLog } from '@handrail/messaging';
import { openBlackHole, type BlackHole } from '../network/black-hole.js';
import { dockerAnswers } from '../services/docker.js';
import { startKafkaInDocker } from './docker-kafka.js';
import { startKafkaOnJava } from './java-kafka.js';

/** A real broker, and what a test may do to it. */
export interface KafkaForTests {
  readonly brokers: readonly string[];
  /** Where it came from, for the line that tells what a test run used. */
  readonly source: string;
  /** Absent on a broker that somebody else runs. */
  readonly control?: KafkaControl;
  /** Ends what was started and removes its data. */
  close(): Promise<void>;
}

export interface KafkaControl {
  /** Power cut: the broker's process is gone at once. */
  kill9(): Promise<void>;
  /** Orderly shutdown. */
  stop(): Promise<void>;
  /** Starts again on the same data and address; resolves when groups can be joined. */
  start(): Promise<void>;
  /** The process stops answering without closing a connection, until `thaw`. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

export interface KafkaUnavailable {
  readonly unavailable: string;
}

export type ControlledKafka = KafkaForTests & { readonly control: KafkaControl };

const READY_WITHIN_MS = 60_000;

/** A given broker, one in Docker, or one on this machine's Java, in this order. */
export async function startKafka(): Promise<KafkaForTests | KafkaUnavailable> {
  const given = process.env['HANDRAIL_KAFKA_BROKERS'];
  if (!given) return startControlledKafka();
  const brokers = given.split(',').map((broker) => broker.trim());
  await untilReady(brokers);
  return { brokers, source: 'HANDRAIL_KAFKA_BROKERS', close: async () => undefined };
}

/** A broker of one's own, for tests that kill it. */
export async function startControlledKafka(): Promise<ControlledKafka | KafkaUnavailable> {
  const reasons: string[] = [];
  const starters = (await dockerAnswers())
    ? [startKafkaInDocker, startKafkaOnJava]
    : [startKafkaOnJava];
  for (const start of starters) {
    const kafka = await start();
    if ('unavailable' in kafka) reasons.push(kafka.unavailable);
    else {
      await untilReady(kafka.brokers);
      return kafka;
    }
  }
  return {
    unavailable:
      `set HANDRAIL_KAFKA_BROKERS, run Docker, or install Java 17 and Maven ` +
      `(${reasons.join('; ')})`,
  };
}

/** A broker that clients reach only through a stretch of network in which packets can vanish. */
export async function startKafkaBehindBlackHole(): Promise<
  { readonly kafka: ControlledKafka; readonly network: BlackHole } | KafkaUnavailable
> {
  const port = await freePort();
  const network = await openBlackHole({ server: { host: '127.0.0.1', port } });
  const kafka = await startKafkaOnJava({ port, advertise: network.port });
  if ('unavailable' in kafka) {
    await network.close();
    return kafka;
  }
  await untilReady(kafka.brokers);
  return { kafka, network };
}

/** Listening is not enough: right after its start a broker still loads what it knows about groups. */
export async function untilReady(brokers: readonly string[]): Promise<void> {
  const log = await createKafkaEventLog({ brokers, clientId: 'handrail-tests' });
  const until = Date.now() + READY_WITHIN_MS;
  try {
    for (;;) {
      try {
        await log.ping();
        await log.positions('handrail-tests-ready', []);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  } finally {
    await log.close();
  }
}
