// `npm run kafka`: a real Kafka broker on this machine, for people and for tests.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KafkaUnavailable, freePort, startBroker } from '../deploy/kafka-local/broker.mjs';

const USAGE = `npm run kafka [-- OPTIONS]   runs one Apache Kafka broker until Ctrl-C (needs Java 17 and Maven)

  --port NUMBER        where clients connect on 127.0.0.1; 0 takes a free port   [9092]
  --advertise NUMBER   the port that clients are told, when another stands before the broker's
  --data FOLDER        where records are kept between runs                       [.handrail/kafka]
  --security FILE      JSON with TLS files, users and passwords: who is not among them gets in nowhere
  --json               one line of JSON instead of a sentence once it is ready
  --until-stdin-ends   stop when standard input ends, so that no broker outlives its test
  --help`;

const UNAVAILABLE = 3;

function readOptions() {
  const options = {
    port: { type: 'string', default: '9092' },
    advertise: { type: 'string' },
    data: { type: 'string', default: '.handrail/kafka' },
    security: { type: 'string' },
    json: { type: 'boolean', default: false },
    'until-stdin-ends': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const port = portOf('port', values.port);
    return { ...values, port, advertise: portOf('advertise', values.advertise ?? values.port) };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function portOf(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--${name} takes a number from 0 to 65535, not "${text}"`);
  return port;
}

/** Resolves with the first reason to stop. */
function askedToStop(untilStdinEnds) {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => done(signal));
    if (!untilStdinEnds) return;
    process.stdin.once('end', () => done('end of standard input'));
    process.stdin.resume();
  });
}

async function main() {
  const options = readOptions();
  if (options.help) return console.log(USAGE);
  const asked = askedToStop(options['until-stdin-ends']);
  const port = options.port === 0 ? await freePort() : options.port;
  const data = resolve(options.data);
  const say = (text) => console.error(text);
  const advertise = options.advertise === 0 ? port : options.advertise;
  const security = options.security && JSON.parse(await readFile(options.security, 'utf8'));
  const broker = await startBroker({ port, advertise, data, security, say });
  const { version, pid, log } = broker;
  const brokers = `127.0.0.1:${port}`;
  console.log(
    options.json
      ? JSON.stringify({ brokers, pid, version, data })
      : `Kafka ${version} listens on ${brokers}, keeps its records in ${data}. Ctrl-C stops it.`,
  );
  const reason = await Promise.race([asked, broker.exited.then(() => undefined)]);
  if (reason === undefined) {
    console.error(`Kafka ended by itself; its log is ${log}`);
    process.exitCode = 1;
  } else {
    if (!options.json) console.log('stopping');
    await broker.stop();
  }
  process.stdin.unref?.();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(error instanceof KafkaUnavailable ? UNAVAILABLE : 1);
});
