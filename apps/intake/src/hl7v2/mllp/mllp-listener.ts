import { createServer, type AddressInfo, type Server } from 'node:net';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LOGGER, METRICS, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { Gauge, type Registry } from 'prom-client';
import type { IntakeSettings } from '../../intake.settings.js';
import { Hl7Intake } from '../hl7-intake.js';
import { MllpConnection, type MllpLimits } from './mllp-connection.js';

const LIMITS: MllpLimits = {
  frameCapBytes: 1024 * 1024,
  idleFrameMs: 30_000,
  maxWaiting: 200,
};

/** Hospitals keep a few connections each; more than this is a sender gone wild. */
const MAX_CONNECTIONS = 500;

/** Listens for HL7 v2 over MLLP, any number of messages on any number of connections. */
@Injectable()
export class MllpListener implements OnApplicationBootstrap, OnModuleDestroy {
  #server: Server | undefined;
  #listening: Promise<void> | undefined;
  readonly #connections = new Set<MllpConnection>();

  constructor(
    @Inject(Hl7Intake) private readonly intake: Hl7Intake,
    @Inject(SERVICE_SETTINGS) private readonly settings: IntakeSettings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) registry: Registry,
  ) {
    const connections = this.#connections;
    new Gauge({
      name: 'handrail_intake_mllp_connections',
      help: 'Open MLLP connections.',
      registers: [registry],
      collect() {
        this.set(connections.size);
      },
    });
  }

  /** The port in use, once listening. */
  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Nest runs this hook once for the HTTP application and once for its event consumer. */
  onApplicationBootstrap(): Promise<void> {
    this.#listening ??= this.settings.ROLES.includes('http') ? this.#listen() : Promise.resolve();
    return this.#listening;
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      const connection = new MllpConnection(socket, this.intake, LIMITS, this.log);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
    server.maxConnections = MAX_CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.settings.MLLP_PORT, this.settings.HOST, resolve);
    });
    this.#server = server;
    this.log.info('MLLP listener is up', { port: this.port, host: this.settings.HOST });
  }

  async onModuleDestroy(): Promise<void> {
    this.#server?.close();
    await Promise.all([...this.#connections].map((connection) => connection.finish()));
  }
}
