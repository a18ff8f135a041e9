import { Injectable } from '@nestjs/common';
import { Problem, conflict } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { Service } from '../api/names.js';
import type { ActFailure, ActResult, OperatorAct, ParkedAct } from './parked.view.js';
import { NoAnswer, ServiceClient } from '../services/service-client.js';
import { headsOf } from './domain/group-parked.js';
import type { ParkedHead } from './domain/group-parked.js';
import { countByEnd, readAct, type ActOutcome } from './domain/read-act.js';
import type { ParkedActDto } from './parked.dto.js';
import { ACT_CAP, ParkedReader } from './parked.reader.js';

/** Retries and discards parked events at their services, and keeps a record of each act. */
@Injectable()
export class ParkedActs {
  readonly #reader: ParkedReader;
  readonly #client: ServiceClient;
  readonly #database: DataSource;

  constructor(reader: ParkedReader, client: ServiceClient, database: DataSource) {
    this.#reader = reader;
    this.#client = client;
    this.#database = database;
  }

  /**
   * Takes the oldest first, one after the other, so that a mistake stops early. Refuses when the
   * group has grown since the operator saw its size.
   */
  async run(act: ParkedAct, wish: ParkedActDto): Promise<ActResult> {
    const items = await this.#wanted(wish);
    if (items.length > wish.expected)
      throw conflict(
        'group-grew',
        `The group has ${items.length} events now, not ${wish.expected}. Look again before acting.`,
      );
    const touched = items.slice(0, ACT_CAP);
    const outcomes = await this.#applyAll(act, touched, wish.reason);
    const failed = touched.flatMap((item, at): ActFailure[] => {
      const outcome = outcomes[at]!;
      return outcome.kind === 'settled' ? [] : [{ id: item.id, ...outcome }];
    });
    const result: ActResult = {
      act,
      asked: touched.length,
      done: touched.length - failed.length,
      became: countByEnd(outcomes),
      failed,
      left: items.length - touched.length,
    };
    await this.#record(wish, result);
    return result;
  }

  async recorded(limit: number): Promise<OperatorAct[]> {
    const rows = await this.#database.query<(Omit<OperatorAct, 'at'> & { at: Date })[]>(
      `SELECT id, at, act, service, cause, asked, done, reason FROM operator_act
       ORDER BY at DESC, id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async #wanted(wish: ParkedActDto): Promise<ParkedHead[]> {
    const { items } = await this.#reader.read(wish.service);
    if (!items)
      throw new Problem(
        503,
        'service-silent',
        'The service does not answer',
        `${wish.service} does not answer, so nothing was done.`,
      );
    const group = headsOf(items)
      .filter((item) => item.cause === wish.cause && (!wish.id || item.id === wish.id))
      .sort((a, b) => Date.parse(a.parkedAt) - Date.parse(b.parkedAt));
    if (group.length === 0)
      throw conflict('nothing-parked', 'Nothing is parked there any more. Look again.');
    return group;
  }

  /** A service that does not answer at all is not asked again: the rest counts as not done. */
  async #applyAll(
    act: ParkedAct,
    items: readonly ParkedHead[],
    reason: string,
  ): Promise<ActOutcome[]> {
    const outcomes: ActOutcome[] = [];
    // A retry has nothing to say; services refuse what they do not ask for.
    const asked = act === 'discard' ? { reason } : {};
    let silence: string | null = null;
    for (const item of items) {
      if (silence !== null) {
        outcomes.push({ kind: 'unanswered', reason: `not tried, because ${silence}` });
        continue;
      }
      try {
        const path = `/v1/parked/${encodeURIComponent(item.id)}/${act}`;
        const { status, body } = await this.#client.post(item.service as Service, path, asked);
        outcomes.push(readAct(act, status, body));
      } catch (error) {
        silence = error instanceof NoAnswer ? wordsFor(error) : 'it failed';
        outcomes.push({ kind: 'unanswered', reason: silence });
      }
    }
    return outcomes;
  }

  async #record(wish: ParkedActDto, result: ActResult): Promise<void> {
    await this.#database.query(
      `INSERT INTO operator_act (act, service, cause, asked, done, reason)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [result.act, wish.service, wish.cause, result.asked, result.done, wish.reason],
    );
  }
}

/** An act that was sent and not answered may have been done. */
const wordsFor = ({ message, mayHaveArrived }: NoAnswer): string =>
  mayHaveArrived ? `${message}; it may have been done: look before you repeat it` : message;
