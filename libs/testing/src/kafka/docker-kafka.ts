import { freePort } from '@handrail/platform';
import { type ControlledKafka, type KafkaUnavailable, untilReady } from './controlled-kafka.js';

/** The official image; a home-made one with the same start command works too. */
const IMAGE = 'apache/kafka:4.3.0';
const INTERNAL_PORT = 9093;

/** One broker in a container, on a port of this machine that it keeps when it is started again. */
export async function startKafkaInDocker(): Promise<ControlledKafka | KafkaUnavailable> {
  const image = process.env['HANDRAIL_KAFKA_IMAGE'] ?? IMAGE;
  const port = await freePort();
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers');
  try {
    const container = await new GenericContainer(image)
      .withExposedPorts({ container: port, host: port })
      .withEnvironment(environment(port))
      .withWaitStrategy(Wait.forListeningPorts())
      .start();
    const { container: runtime } = await getContainerRuntimeClient();
    const handle = runtime.getById(container.getId());
    const brokers = [`127.0.0.1:${port}`];
    const control = {
      kill9: async () => void (await handle.kill()),
      stop: async () => void (await handle.stop()),
      start: async () => {
        await handle.start();
        await untilReady(brokers);
      },
      freeze: async () => void (await handle.pause()),
      thaw: async () => void (await handle.unpause()),
    };
    const close = async () => void (await container.stop());
    return { brokers, source: `container of ${image}`, control, close };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { unavailable: `Docker answers, but ${image} did not start: ${why}` };
  }
}

function environment(port: number): Record<string, string> {
  const settings: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${INTERNAL_PORT}`,
    listeners: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://127.0.0.1:${INTERNAL_PORT}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
  };
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `KAFKA_${name.replaceAll('.', '_').toUpperCase()}`,
      value,
    ]),
  );
}
