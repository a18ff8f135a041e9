import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket, type Server as TlsServer } from 'node:tls';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import {
  bodyPace,
  ByteBudget,
  HEALTH,
  limitConnections,
  LOGGER,
  METRICS,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import { Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { IntakeSettings } from '../intake.settings.js';
import { Hl7Intake } from '../endpoints/hl7-intake.js';
import { HL7_LIMITS } from '../hl7v2/hl7-limits.js';
import { MllpConnection, type ConnectionState } from './mllp-connection.js';
import { MllpIncidents, type IncidentReason, type MllpIncident } from './mllp-incidents.js';
import type { MllpLimits } from './mllp-limits.js';
import { CertifiedSender } from './certified-sender.js';
import { Handshakes } from './handshakes.js';
import { createMllpServer } from './mllp-server.js';
import { readTls, securityOf, type TlsFiles, type TlsMaterial } from './tls-files.js';
import { takeOver, TlsWatch } from './tls-watch.js';

/** README of intake lists them with their reasons. */
const LIMITS: Omit<MllpLimits, 'idleFrameMs'> = {
  frameCapBytes: HL7_LIMITS.bytes,
  slowFrameMs: 300_000,
  maxWaiting: 200,
  maxWaitingBytes: 2 * 1024 * 1024,
  freeBytes: 64 * 1024,
  firstFrameMs: 300_000,
  unreadMs: 60_000,
};

/** Frames of all connections together, beyond the free part of each. */
const HELD_BYTES = 64 * 1024 * 1024;

/** Hospitals keep a few connections each; more than this is a sender gone wild. */
const MAX_CONNECTIONS = 500;

/** Listens for HL7 v2 over MLLP, any number of messages on any number of connections. */
@Injectable()
export class MllpListener implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #intake: Hl7Intake;
  readonly #settings: IntakeSettings;
  readonly #log: Logger;
  #server: Server | undefined;
  #listening: Promise<void> | undefined;
  #watch: TlsWatch | undefined;
  #handshakes: Handshakes | undefined;
  readonly #db: DataSource;
  readonly #health: HealthRegistry;
  readonly #connections = new Set<MllpConnection>();
  readonly #shown = new Map<string, string>();
  readonly #incidents: MllpIncidents;
  readonly #budget = new ByteBudget(HELD_BYTES);

  constructor(
    intake: Hl7Intake,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(METRICS) registry: Registry,
    @Inject(HEALTH) health: HealthRegistry,
    db: DataSource,
  ) {
    this.#intake = intake;
    this.#settings = settings;
    this.#log = log;
    this.#health = health;
    this.#db = db;

    this.#incidents = new MllpIncidents(registry);
    const connections = this.#connections;
    new Gauge({
      name: 'handrail_intake_mllp_connections',
      help: 'Open MLLP connections.',
      registers: [registry],
      collect() {
        this.set(connections.size);
      },
    });
    new Gauge({
      name: 'handrail_intake_mllp_open_frame_seconds',
      help: 'Age of the oldest MLLP frame that has begun and not ended.',
      registers: [registry],
      collect() {
        const since = [...connections].flatMap(({ state }) => state.openFrame?.since ?? []);
        const ages = since.map((at) => (Date.now() - Date.parse(at)) / 1_000);
        this.set(Math.max(0, ...ages));
      },
    });
  }

  /** The port in use, once listening. */
  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? 0;
  }

  get security(): 'plain' | 'tls' | 'mutual-tls' {
    return securityOf(this.#tlsFiles);
  }

  /** What its files say; undefined while it speaks in the clear. */
  get material(): TlsMaterial | undefined {
    return this.#watch?.material;
  }

  /** When the certificates run out that senders of the table showed, by the names of the table. */
  get shown(): ReadonlyMap<string, string> {
    return this.#shown;
  }

  get connections(): readonly ConnectionState[] {
    return [...this.#connections].map(({ state }) => state);
  }

  /** Newest first. */
  get incidents(): readonly MllpIncident[] {
    return this.#incidents.newest;
  }

  get #tlsFiles(): TlsFiles {
    const settings = this.#settings;
    return {
      certFile: settings.MLLP_TLS_CERT_FILE,
      keyFile: settings.MLLP_TLS_KEY_FILE,
      caFile: settings.MLLP_TLS_CA_FILE,
      crlFile: settings.MLLP_TLS_CRL_FILE,
      sendersFile: settings.MLLP_SENDERS_FILE,
    };
  }

  /** Nest runs this hook once for the HTTP application and once for its event consumer. */
  onApplicationBootstrap(): Promise<void> {
    this.#listening ??= this.#settings.ROLES.includes('http') ? this.#listen() : Promise.resolve();
    return this.#listening;
  }

  async #listen(): Promise<void> {
    const tls = await readTls(this.#tlsFiles);
    const server = createMllpServer(tls, (socket) => this.#accept(socket));
    if (tls) this.#watchFiles(server as TlsServer, tls);
    const perAddress = this.#settings.MLLP_CONNECTIONS_PER_ADDRESS;
    limitConnections(server, { total: MAX_CONNECTIONS, perAddress }, (remote) =>
      this.#note('too-many-connections', remote),
    );
    server.on('tlsClientError', (_error: Error, socket: Socket) =>
      this.#note('tls-handshake-failed', socket.remoteAddress),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#settings.MLLP_PORT, this.#settings.HOST, resolve);
    });
    this.#server = server;
    const { port, security } = this;
    this.#log.info('MLLP listener is up', { port, host: this.#settings.HOST, type: security });
  }

  #watchFiles(server: TlsServer, tls: TlsMaterial): void {
    this.#handshakes = new Handshakes(server);
    const options = { everyMs: this.#settings.MLLP_TLS_RELOAD_SECONDS * 1_000, log: this.#log };
    const watch = new TlsWatch(this.#tlsFiles, tls, options, (material) => {
      takeOver(server, material);
      if (material.isMutual) this.#beginAnew();
    });
    watch.begin();
    this.#watch = watch;
    this.#health.addDegradation('mllp-certificates', () => (watch.failure ? [watch.failure] : []));
  }

  /**
   * Whoever got in by what the files said before shows their certificate again: what had come whole is stored and
   * answered, then the connection ends, and senders connect anew. Whoever is still shaking hands ends with that.
   */
  #beginAnew(): void {
    this.#handshakes?.beginAnew();
    for (const connection of this.#connections) {
      this.#note('certificates-changed', connection.state.remote);
      void connection.finish();
    }
  }

  /** By their certificate, where a table says who may speak as whom. */
  #speakerAt(socket: Socket): CertifiedSender | undefined {
    const senders = this.#watch?.material.senders;
    if (!senders || !(socket instanceof TLSSocket)) return undefined;
    const onIncident = () => this.#note('speaks-as-another', socket.remoteAddress);
    const sender = new CertifiedSender(socket, senders, { db: this.#db, onIncident });
    for (const name of sender.listed) if (sender.expiresAt) this.#shown.set(name, sender.expiresAt);
    return sender;
  }

  #accept(socket: Socket): void {
    if (socket.destroyed) return;
    if (this.#handshakes?.isOld(socket)) {
      this.#note('certificates-changed', socket.remoteAddress);
      socket.destroy();
      return;
    }
    const speaker = this.#speakerAt(socket);
    const connection = new MllpConnection(socket, {
      intake: { take: (frames, protocol) => this.#intake.take(frames, protocol, speaker) },
      limits: { ...LIMITS, idleFrameMs: this.#settings.MLLP_IDLE_FRAME_SECONDS * 1_000 },
      budget: this.#budget,
      pace: bodyPace,
      log: this.#log,
      onIncident: (incident) => this.#incidents.add(incident),
    });
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
  }

  #note(reason: IncidentReason, remote = 'unknown'): void {
    this.#log.warn('an MLLP connection was refused or ended', { reason });
    this.#incidents.add({ at: new Date().toISOString(), reason, remote, bytes: 0, peek: null });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#watch?.end();
    this.#server?.close();
    await Promise.all([...this.#connections].map((connection) => connection.finish()));
  }
}
