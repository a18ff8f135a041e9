import { Inject, Injectable } from '@nestjs/common';
import { toCareTime } from '@handrail/domain';
import type { Cause, Messaging, UnitOfWork } from '@handrail/messaging';
import { badRequest, conflict, MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { ActOn } from '../acts/act-of.js';
import { keepAct } from '../capacity/program-act.sql.js';
import {
  asGiven,
  asReopened,
  noLongerDue,
  untilDue,
  type NamedNotice,
} from '../fullness/notice.publish.js';
import { NOTICE, SET_GIVEN, type NoticeRow } from '../fullness/notice.sql.js';

/** What people record about notices to the State, under the program's lane. */
@Injectable()
export class NoticeActs {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;

  constructor(@Inject(MESSAGING) messaging: Messaging, dataSource: DataSource) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
  }

  /** The State was told, at a time that has been. */
  give(act: ActOn, at: string | undefined): Promise<void> {
    return this.#act('notice-given', act, async (unit, notice, now, cause) => {
      const givenAt = at === undefined ? now : toCareTime(at)!;
      if (Date.parse(givenAt) > Date.parse(now))
        throw badRequest('The State cannot have been disclosed yet.', [
          { path: '/at', reason: 'is ahead', accepted: 'a time that has been' },
        ]);
      if (Date.parse(givenAt) < notice.row.reached_at.getTime())
        throw badRequest(
          'The State cannot have been disclosed before there was something to tell.',
          [{ path: '/at', reason: 'is before 90 % were reached', accepted: 'a time after that' }],
        );
      if (notice.row.given_at) throw conflict('given-already', 'It is recorded already.');
      await this.#set(unit, act, givenAt);
      await unit.publish(cause, [asGiven(notice.named, givenAt, now)]);
      await unit.timers(notice.named.programId, cause, [noLongerDue(notice.named)]);
      return { givenAt };
    });
  }

  /** It was recorded by mistake: the clock goes on, and says nothing twice. */
  takeBack(act: ActOn): Promise<void> {
    return this.#act('notice-taken-back', act, async (unit, notice, now, cause) => {
      if (!notice.row.given_at)
        throw conflict('not-given', 'Nobody has recorded that the State was disclosed.');
      await this.#set(unit, act, null);
      await unit.publish(cause, [asReopened(notice.named, now)]);
      const isAhead = Date.parse(notice.named.dueAt) > Date.parse(now);
      const timers = isAhead ? [untilDue(notice.named)] : [];
      await unit.timers(notice.named.programId, cause, timers);
      return {};
    });
  }

  async #set(unit: UnitOfWork, { id, version }: ActOn, givenAt: string | null) {
    const [changed] = await unit.tx.query(SET_GIVEN, [id, version, givenAt]);
    if (!changed) throw preconditionFailed('Read the notice again: it was changed meanwhile.');
  }

  async #act(
    kind: string,
    act: ActOn,
    rule: (
      unit: UnitOfWork,
      notice: { readonly row: NoticeRow; readonly named: NamedNotice },
      now: string,
      cause: Cause,
    ) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<void> {
    const { id: noticeId, by, reason } = act;
    const [known] = await this.#dataSource.query<NoticeRow[]>(NOTICE, [noticeId]);
    if (!known) throw notFound('notice');
    const { program_id: programId } = known;
    const id = randomUUID();
    const now = new Date().toISOString();
    const cause: Cause = { id, correlationId: id, recordedTime: now };
    await this.#messaging.transact([programId], async (unit) => {
      const [row] = await unit.tx.query<NoticeRow>(NOTICE, [noticeId]);
      const named = { programId, noticeId, level: row!.level, dueAt: row!.due_at.toISOString() };
      const detail = await rule(unit, { row: row!, named }, now, cause);
      const about = { programId, trackId: null, detail: { noticeId, ...detail } };
      await keepAct(unit.tx, { id, ...about, kind, by, reason, at: now });
    });
  }
}
