import { consentChangedV2 } from '@handrail/contracts';
import { TestIssuer } from '@handrail/testing';
import type { Task } from '@medplum/fhirtypes';
import { randomUUID } from 'node:crypto';
import type { ListedPlacementView } from '../reads/placements/placement.dto.js';
import { becomes } from './becomes.js';
import { RunningScheduling, type Decided } from './running-scheduling.js';

/** The organisation whose network the service serves; every other is outside. */
export const NETWORK = 'bay-state';

interface LedgerRow {
  readonly channel: string;
  readonly organisation: string;
  readonly recipient: string;
  readonly facts: string[];
  readonly basis: string;
  readonly rests_on: string;
  readonly notice: string;
}

/** The scheduling service behind an issuer of tokens, asked by people of several organisations. */
export class OutsideScheduling {
  readonly issuer: TestIssuer;
  readonly scheduling: RunningScheduling;
  #reports = 0;

  private constructor(issuer: TestIssuer, scheduling: RunningScheduling) {
    this.issuer = issuer;
    this.scheduling = scheduling;
  }

  static async start(settings: Record<string, string> = {}): Promise<OutsideScheduling> {
    const issuer = await TestIssuer.start();
    const scheduling = await RunningScheduling.start({
      ...{ HANDRAIL_ISSUER: issuer.url, HANDRAIL_NETWORK_ORGANISATIONS: NETWORK },
      ...settings,
    });
    return new OutsideScheduling(issuer, scheduling);
  }

  async stop(): Promise<void> {
    await this.scheduling.stop();
    await this.issuer.stop();
  }

  async as(organisation: string, role = 'coordinator'): Promise<{ authorization: string }> {
    const token = await this.issuer.token({
      claims: { sub: `${role}-1`, roles: [role], organisation },
    });
    return { authorization: `Bearer ${token}` };
  }

  ledger(placementId: string): Promise<LedgerRow[]> {
    return this.scheduling.dataSource.query(
      'SELECT * FROM disclosure WHERE placement_id = $1 ORDER BY at',
      [placementId],
    );
  }

  async read<T = unknown>(path: string, organisation: string, role?: string) {
    return await this.scheduling.call<T>(path, { headers: await this.as(organisation, role) });
  }

  task(placementId: string, organisation: string, query = '') {
    return this.read<Task & { type: string }>(`/fhir/Task/${placementId}${query}`, organisation);
  }

  turns(personId: string, wanted: Partial<ListedPlacementView>): Promise<ListedPlacementView> {
    return becomes(this.scheduling, personId, wanted);
  }

  /** Somebody who needs the level of a program of this organisation, in a region where it is alone. */
  async somebodyFor(organisation: string, change: Record<string, unknown> = {}) {
    const region = randomUUID();
    const programId = await this.scheduling.addProgram(1, {
      organisation,
      regions: [region],
      ...change,
    });
    const asked: Decided = { context: { region } };
    const [decided] = await this.scheduling.decide(asked);
    const { personId } = decided!;
    const placement = await this.turns(personId, { status: 'waitlisted' });
    return { personId, programId, placement };
  }

  /** A consent to Birch unless said otherwise, each reported after the one before; answers its id. */
  async consents(personId: string, change: object = {}): Promise<string> {
    const consentId = randomUUID();
    this.#reports += 1;
    const reportedAt = new Date(
      Date.parse('2026-11-01T00:00:00Z') + this.#reports * 1000,
    ).toISOString();
    const data = { ...consentChangedV2.example, personId, consentId, reportedAt, endsAt: null };
    await this.scheduling.publish(consentChangedV2, { ...data, recipients: ['birch'], ...change });
    return consentId;
  }

  revokes(personId: string, consentId: string): Promise<string> {
    const revokedAt = new Date().toISOString();
    return this.consents(personId, { consentId, status: 'revoked', revokedAt });
  }
}
