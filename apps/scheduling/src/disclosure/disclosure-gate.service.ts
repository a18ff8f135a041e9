import { Inject, Injectable } from '@nestjs/common';
import type { DisclosedFact, DisclosurePurpose } from '@handrail/domain';
import { crashPoint, queryableOn, type Queryable } from '@handrail/messaging';
import {
  AuditTrail,
  currentCaller,
  factsOf,
  isOutside,
  notFound,
  poolOf,
  SERVICE_SETTINGS,
  type CommonSettings,
} from '@handrail/platform';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { addDisclosures, readSubjects } from './disclosure.sql.js';
import { decideDisclosure, type Disclosed } from './domain/decide-disclosure.js';
import type { DisclosureChannel } from './domain/disclosure.js';

/** What a request asks to be told. */
export interface AskedToDisclose {
  readonly facts: readonly DisclosedFact[];
  readonly purpose: DisclosurePurpose;
  readonly channel: DisclosureChannel;
}

/** Somebody outside, or a receiver of theirs. */
export interface Outsider {
  readonly organisation: string;
  readonly recipient: string;
  readonly requestId: string | null;
}

/** What is told of each placement, and why the others are not. */
export interface Decided {
  readonly disclosed: ReadonlyMap<string, Disclosed>;
  readonly withheld: ReadonlyMap<string, string>;
}

/**
 * Everything that leaves for another organisation goes through here. What may not be told leaves no byte; what
 * may is written into the ledger and committed before it leaves.
 */
@Injectable()
export class DisclosureGate {
  readonly #db: Queryable;
  readonly #trail: AuditTrail;
  readonly #settings: CommonSettings;

  constructor(dataSource: DataSource, @Inject(SERVICE_SETTINGS) settings: CommonSettings) {
    this.#db = queryableOn(poolOf(dataSource));
    this.#trail = new AuditTrail(this.#db);
    this.#settings = settings;
  }

  /** Whoever asks now, where they are of another organisation. */
  outsider(): Outsider | null {
    const caller = currentCaller();
    if (!caller || !isOutside(caller.principal, this.#settings.NETWORK_ORGANISATIONS)) return null;
    const { actor: recipient, organisation } = caller.principal;
    return { organisation: organisation!, recipient, requestId: caller.requestId };
  }

  /**
   * Lets a request about one placement through; null when nothing is to be asked, because whoever asks belongs
   * to the network. What may not be told is not there: 404, as of a placement nobody knows.
   */
  async open(
    request: Request,
    placementId: string,
    asked: AskedToDisclose,
  ): Promise<Disclosed | null> {
    const outsider = this.outsider();
    if (!outsider) return null;
    const { disclosed, withheld } = await this.disclose(outsider, [placementId], asked);
    await this.#keepWithheld(request, withheld);
    const telling = disclosed.get(placementId);
    if (!telling) throw notFound('placement');
    await this.#flag(request, telling);
    return telling;
  }

  /** Of a list, the placements of which may be told; everybody of the network is told of all: null. */
  async openList(
    request: Request,
    placements: readonly string[],
    asked: AskedToDisclose,
  ): Promise<ReadonlyMap<string, Disclosed> | null> {
    const outsider = this.outsider();
    if (!outsider) return null;
    const { disclosed, withheld } = await this.disclose(outsider, placements, asked);
    await this.#keepWithheld(request, withheld);
    for (const each of disclosed.values()) await this.#flag(request, each);
    return disclosed;
  }

  /** Decides, and has committed what is told when it answers. `key` names one telling over several tries. */
  async disclose(
    outsider: Outsider,
    placements: readonly string[],
    asked: AskedToDisclose,
    key?: string,
  ): Promise<Decided> {
    const about = await readSubjects(this.#db, placements, outsider.organisation);
    const now = new Date().toISOString();
    const decided = about.map((each) =>
      decideDisclosure(each, {
        ...{ ...outsider, ...asked, now, key: key ?? `${asked.channel}:${randomUUID()}` },
      }),
    );
    const disclosed = decided.flatMap((each) => (each.kind === 'disclosed' ? [each] : []));
    if (disclosed.length > 0) {
      crashPoint('before-disclosure');
      await addDisclosures(
        this.#db,
        disclosed.map(({ row }) => row),
      );
      crashPoint('after-disclosure');
    }
    return {
      disclosed: new Map(disclosed.map((each) => [each.row.placementId, each])),
      withheld: new Map(
        decided.flatMap((each) =>
          each.kind === 'withheld' ? [[each.personId, each.reason] as const] : [],
        ),
      ),
    };
  }

  /** What is told in an emergency is flagged, so that whoever reviews it finds every reading. */
  async #flag(request: Request, { row }: Disclosed): Promise<void> {
    const caller = currentCaller();
    if (!caller || row.basis !== 'medical-emergency') return;
    const outcome = `emergency:${row.restsOn}`;
    await this.#trail.keep(factsOf(request, caller.principal), [row.personId], outcome);
  }

  /** That somebody asked and was told nothing stays on record, with the reason, before they are answered. */
  async #keepWithheld(request: Request, withheld: ReadonlyMap<string, string>): Promise<void> {
    const caller = currentCaller();
    for (const [personId, reason] of withheld)
      if (caller)
        await this.#trail.keep(
          factsOf(request, caller.principal),
          [personId],
          `withheld:${reason}`,
        );
  }
}
