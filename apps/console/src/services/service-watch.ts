import { Injectable } from '@nestjs/common';
import { SERVICES } from '../api/names.js';
import type { Service } from '../api/names.js';
import type { ServiceView } from './service.view.js';
import { NEVER_ASKED, observe } from './domain/observe.js';
import type { Observation, Probe } from './domain/observe.js';
import { readReport } from './domain/read-report.js';
import { NoAnswer, ServiceClient } from './service-client.js';

/** Answers younger than this are not asked for again. */
const FRESH_MS = 1_900;

/**
 * How the services are. It asks them only when somebody reads: the overview calls `views` and an
 * unread console costs nothing.
 */
@Injectable()
export class ServiceWatch {
  readonly #seen = new Map<Service, Observation>();
  #askedAtMs = -Infinity;
  #asking: Promise<void> | null = null;
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async views(): Promise<ServiceView[]> {
    if (performance.now() - this.#askedAtMs > FRESH_MS) await this.refresh();
    return SERVICES.map((name) => ({ name, ...(this.#seen.get(name) ?? NEVER_ASKED) }));
  }

  /** Asks now. Any number of readers share one round of questions. */
  refresh(): Promise<void> {
    this.#asking ??= Promise.all(SERVICES.map((name) => this.#askOne(name))).then(() => {
      this.#askedAtMs = performance.now();
      this.#asking = null;
    });
    return this.#asking;
  }

  async #askOne(name: Service): Promise<void> {
    const probe = await this.#probe(name);
    const before = this.#seen.get(name) ?? NEVER_ASKED;
    this.#seen.set(name, observe(before, probe, new Date().toISOString()));
  }

  async #probe(name: Service): Promise<Probe> {
    try {
      const [status, ready] = await Promise.all([
        this.#client.get(name, '/v1/status'),
        this.#client.get(name, '/health/ready'),
      ]);
      if (status.status !== 200)
        return { kind: 'silent', why: `its status page answered ${status.status}` };
      const report = readReport(status.body);
      return {
        kind: 'answered',
        report: { ...report, ready: report.ready && ready.status === 200 },
        responseMs: status.tookMs,
      };
    } catch (error) {
      return { kind: 'silent', why: error instanceof NoAnswer ? error.message : 'it failed' };
    }
  }
}
