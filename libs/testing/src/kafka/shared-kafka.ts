import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaForTests, startKafka } from './kafka-for-tests.js';

const BROKERS = 'HANDRAIL_TEST_KAFKA_BROKERS';
const UNAVAILABLE = 'HANDRAIL_TEST_KAFKA_UNAVAILABLE';
const KAFKA_TEST = /\.kafka\.(int|e2e)-spec\.ts$/;

/** The part of Jest's configuration that tells which tests a run has. */
export interface TestRun {
  readonly rootDir: string;
  /** `int` or `e2e`: the project the files must belong to. */
  readonly stage: string;
  /** What was asked for on the command line; nothing means everything. */
  readonly patterns: readonly string[];
}

/** Whether a run contains tests that need a broker: files named `*.kafka.int-spec.ts` and the like. */
export function needsKafka({ rootDir, stage, patterns }: TestRun): boolean {
  const wanted = patterns.map((pattern) => new RegExp(pattern, 'i'));
  return ['libs', 'apps', 'test']
    .flatMap((folder) => kafkaTestsBelow(join(rootDir, folder)))
    .filter((file) => KAFKA_TEST.exec(file)?.[1] === stage)
    .some((file) => wanted.length === 0 || wanted.some((pattern) => pattern.test(file)));
}

function kafkaTestsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return kafkaTestsBelow(path);
    return KAFKA_TEST.test(entry.name) ? [path] : [];
  });
}

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

/** The broker of this test run, or why there is none. */
export function sharedKafka():
  { readonly brokers: readonly string[] } | { readonly unavailable: string } {
  const brokers = process.env[BROKERS];
  if (brokers) return { brokers: brokers.split(',') };
  return { unavailable: process.env[UNAVAILABLE] ?? 'the test run did not start one' };
}

/** A suite on the shared broker. Without one, its only test is a sentence that says so. */
export function describeOnKafka(name: string, suite: (brokers: readonly string[]) => void): void {
  const kafka = sharedKafka();
  describe(name, () => {
    if ('brokers' in kafka) suite(kafka.brokers);
    else it(`did not run, there is no Kafka broker: ${kafka.unavailable}`, () => undefined);
  });
}
