import { didNotRun } from '../did-not-run.js';
import type { KafkaForTests } from './controlled-kafka.js';
import { startKafka } from './kafka-for-tests.js';

const BROKERS = 'HANDRAIL_TEST_KAFKA_BROKERS';
const UNAVAILABLE = 'HANDRAIL_TEST_KAFKA_UNAVAILABLE';

/**
 * One broker for a whole test run, for Jest's global set-up. Tests find it by `sharedKafka`. Where
 * there can be none it says so loudly, and fails the run when HANDRAIL_REQUIRE_KAFKA is true.
 */
export async function startSharedKafka(): Promise<KafkaForTests | undefined> {
  const kafka = await startKafka();
  if ('unavailable' in kafka) {
    const line = `THE KAFKA TESTS DO NOT RUN: there is no broker: ${kafka.unavailable}`;
    if (process.env['HANDRAIL_REQUIRE_KAFKA'] === 'true') throw new Error(line);
    process.stderr.write(`\n${line}\n\n`);
    process.env[UNAVAILABLE] = kafka.unavailable;
    return undefined;
  }
  process.env[BROKERS] = kafka.brokers.join(',');
  return kafka;
}

type SharedKafka = { readonly brokers: readonly string[] } | { readonly unavailable: string };

/** The broker of this test run, or why there is none. */
export function sharedKafka(): SharedKafka {
  const brokers = process.env[BROKERS];
  if (brokers) return { brokers: brokers.split(',') };
  return { unavailable: process.env[UNAVAILABLE] ?? 'the test run did not start one' };
}

/** A suite on the shared broker. Without one, its only test is a sentence that says so. */
export function describeOnKafka(name: string, suite: (brokers: readonly string[]) => void): void {
  const kafka = sharedKafka();
  describe(name, () => {
    if ('brokers' in kafka) suite(kafka.brokers);
    else didNotRun(`there is no Kafka broker: ${kafka.unavailable}`);
  });
}
