import { freePort } from '@handrail/platform';
import { openBlackHole, type BlackHole } from '../network/black-hole.js';
import { dockerAnswers } from '../docker.js';
import {
  untilReady,
  type ControlledKafka,
  type KafkaForTests,
  type KafkaUnavailable,
} from './controlled-kafka.js';
import { allowServices } from './allow-services.js';
import { startKafkaInDocker } from './docker-kafka.js';
import { startKafkaOnJava } from './java-kafka.js';
import { isSecuredRun, kafkaSecurityOfRun } from './run-security.js';

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
  // One in Docker asks nobody who they are.
  const inDocker = !isSecuredRun() && (await dockerAnswers());
  const starters = inDocker ? [startKafkaInDocker, startKafkaOnJava] : [startKafkaOnJava];
  for (const start of starters) {
    const kafka = await start();
    if ('unavailable' in kafka) reasons.push(kafka.unavailable);
    else {
      await untilReady(kafka.brokers);
      if (isSecuredRun()) await allowServices(kafka.brokers, kafkaSecurityOfRun());
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
