// One Apache Kafka broker in KRaft mode from its published jars. Plain Node: it has to work on a
// fresh clone before anything is built.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = dirname(fileURLToPath(import.meta.url));
const cache = join(folder, '..', '..', '.cache');

const OLDEST_JAVA = 17;
const START_WITHIN_MS = 60_000;
/** A broker that has not stopped by then is killed: its log survives that, as it must in production. */
const STOP_WITHIN_MS = 10_000;

/** This machine cannot run a broker; the message says what is missing. */
export class KafkaUnavailable extends Error {}

async function kafkaVersion() {
  const pom = await readFile(join(folder, 'pom.xml'), 'utf8');
  return /<kafka\.version>([^<]+)</.exec(pom)[1];
}

async function requireJava() {
  const printed = await run('java', ['-version']).catch(() => undefined);
  if (!printed) throw new KafkaUnavailable(`Java ${OLDEST_JAVA} or newer is not installed`);
  const major = Number(/version "(\d+)/.exec(printed.stderr + printed.stdout)?.[1] ?? 0);
  if (major < OLDEST_JAVA)
    throw new KafkaUnavailable(`Java ${major} is too old: Kafka needs ${OLDEST_JAVA} or newer`);
}

/** The folder with the jars, fetched by Maven the first time; safe when several start at once. */
async function jars(version, say) {
  const ready = join(cache, 'kafka-libs', version);
  if (existsSync(ready)) return ready;
  say(`fetching the jars of Kafka ${version} with Maven, once, about 45 MB`);
  const partial = `${ready}.${process.pid}.part`;
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
  try {
    const pom = ['-q', '-B', '-f', join(folder, 'pom.xml')];
    await run('mvn', [...pom, ...goal, `-DoutputDirectory=${partial}`]);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    const why =
      error.code === 'ENOENT'
        ? 'Maven is not installed'
        : `Maven could not fetch the jars of Kafka: ${String(error.stdout).slice(0, 500)}`;
    throw new KafkaUnavailable(why);
  }
  await rename(partial, ready).catch(() => rm(partial, { recursive: true, force: true }));
  return ready;
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * TLS, a name and password by SCRAM for everybody, and nothing allowed that no list allows. The controller is this
 * process itself, on loopback; it is known by no name.
 */
function securityProperties({ keystore, authority, admin, password }) {
  return `sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${admin}" password="${password}";
ssl.keystore.type=PEM
ssl.keystore.location=${keystore}
ssl.truststore.type=PEM
ssl.truststore.location=${authority}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:${admin};User:ANONYMOUS
`;
}

function properties({ port, advertise, controllerPort, data, security }) {
  const protocol = security ? 'SASL_SSL' : 'PLAINTEXT';
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=${protocol}://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=${protocol}://127.0.0.1:${advertise}
controller.listener.names=CONTROLLER
inter.broker.listener.name=${protocol}
listener.security.protocol.map=${protocol}:${protocol},CONTROLLER:PLAINTEXT
log.dirs=${join(data, 'log')}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
broker.heartbeat.interval.ms=250
broker.session.timeout.ms=1500
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.cleaner.dedupe.buffer.size=8388608
${security ? securityProperties(security) : ''}`;
}

async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const tail = async (file) =>
  (await readFile(file, 'utf8')).trim().split('\n').slice(-15).join('\n');

/** Formats the data folder when it is new; returns the path of its configuration. */
async function prepare({ data, port, advertise, libs, security }) {
  await mkdir(data, { recursive: true });
  const config = join(data, 'server.properties');
  const controllerPort = await freePort();
  const text = properties({ data, port, advertise, controllerPort, security });
  await writeFile(config, text, { mode: 0o600 });
  if (existsSync(join(data, 'log', 'meta.properties'))) return config;
  const clusterId = randomBytes(16).toString('base64url');
  // With `=`, because one id in 64 starts with a dash and would be read as another option.
  const id = `--cluster-id=${clusterId}`;
  // Names and passwords that are there before anybody can ask for them: the broker's own is one.
  const users = Object.entries(security?.users ?? {}).flatMap(([name, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${name},password=${password}]`,
  ]);
  const format = ['kafka.tools.StorageTool', 'format', id, '-c', config, ...users];
  await run('java', ['-cp', join(libs, '*'), '-XX:TieredStopAtLevel=1', ...format]);
  return config;
}

async function untilListening({ child, port, log }) {
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Kafka ended while starting:\n${await tail(log)}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`Kafka did not listen within 60 s:\n${await tail(log)}`);
    }
    await sleep(50);
  }
}

/**
 * Starts a broker and resolves once it listens. `exited` settles when its process is gone, `stop`
 * ends it and waits. With `security` (files `keystore` and `authority` in PEM, `users` by name with their
 * passwords, the name of the `admin` among them and its `password`) it lets in who is known and nobody else.
 */
export async function startBroker({
  port,
  advertise = port,
  data,
  security,
  say = () => undefined,
}) {
  await requireJava();
  const version = await kafkaVersion();
  const libs = await jars(version, say);
  if (await listens(port)) throw new Error(`something else listens on port ${port} already`);
  const config = await prepare({ data, port, advertise, libs, security });
  const log = join(data, 'kafka.log');
  const output = await open(log, 'w');
  const memory = ['-Xms96m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const logging = `-Dlog4j2.configurationFile=${join(folder, 'log4j2.xml')}`;
  const command = ['-cp', join(libs, '*'), logging, 'kafka.Kafka', config];
  // A process group of its own: Ctrl-C reaches only this script, which then stops it in order.
  const stdio = ['ignore', output.fd, output.fd];
  const child = spawn('java', [...memory, ...command], { detached: true, stdio });
  const exited = once(child, 'exit');
  await output.close();
  await untilListening({ child, port, log });
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(late);
  };
  return { version, pid: child.pid, log, exited, stop };
}
