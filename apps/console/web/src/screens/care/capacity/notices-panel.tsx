import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoticeItem } from '../../../../../src/api/notices.js';
import { useList, useRereadOn } from '../../../live/queries.js';
import { Badge } from '../../../ui/badges.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { useWayBack } from '../use-way-back.js';
import { useWorker } from '../worker.js';
import { GiveNoticeDialog } from './give-notice-dialog.js';
import { noticeLook } from './notice-words.js';
import { NOTICES_PATH } from './use-capacity-acts.js';

/** Programs that are nearly full: the State is to be told within seven days, and it is recorded here. */
export function NoticesPanel() {
  const list = useList<NoticeItem>(NOTICES_PATH, {});
  useRereadOn(['list', NOTICES_PATH], ({ type }) => type.includes('capacity-notice'));
  const { as } = useWorker();
  const client = useQueryClient();
  const [target, setTarget] = useState<NoticeItem | null>(null);
  const reread = () => void client.invalidateQueries({ queryKey: ['list', NOTICES_PATH] });
  const { error, goBack, forget } = useWayBack(reread);
  const notices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (notices.length === 0) return null;
  const takeBack = ({ id, version }: NoticeItem) =>
    as(({ name }) =>
      goBack({
        ...{ path: `${NOTICES_PATH}/${id}/take-back`, version },
        body: { by: name, reason: 'mistake' },
      }),
    );
  return (
    <section aria-labelledby="notices-title">
      <h2 id="notices-title" className="section-title">
        To be told to the State
      </h2>
      <div className="panel">
        <p className="facts panel-note">
          These programs have reached 90 % of their capacity. The State is told within seven days.
        </p>
        {error ? (
          <p role="status" className="notice is-bad">
            {error}
          </p>
        ) : null}
        <Table caption="Notices to the State, newest first">
          <thead>
            <tr>
              <Th>Program</Th>
              <Th>Notice</Th>
              <Th wide>Taken then</Th>
              <Th right>Act</Th>
            </tr>
          </thead>
          <tbody>
            {notices.map((notice) => (
              <NoticeRow
                key={notice.id}
                notice={notice}
                onGive={() => as(() => setTarget(notice))}
                onTakeBack={() => takeBack(notice)}
              />
            ))}
          </tbody>
        </Table>
      </div>
      <GiveNoticeDialog
        notice={target}
        onClose={() => setTarget(null)}
        onDone={() => {
          forget();
          reread();
        }}
      />
    </section>
  );
}

function NoticeRow({
  notice,
  onGive,
  onTakeBack,
}: {
  readonly notice: NoticeItem;
  readonly onGive: () => void;
  readonly onTakeBack: () => void;
}) {
  const { id, programName, level, state, dueAt, givenAt, taken, capacity } = notice;
  const { tone, icon, title } = noticeLook(state);
  return (
    <tr data-notice={id} data-state={state}>
      <td>
        <strong>{programName}</strong>
        <span className="facts">
          {level},{' '}
          <a href={`${NOTICES_PATH}/${id}/evidence`} target="_blank" rel="noreferrer">
            evidence<span className="visually-hidden"> of {programName}</span>
          </a>
        </span>
      </td>
      <td>
        <Badge tone={tone} icon={icon}>
          {title}
        </Badge>
        <span className="facts">
          {givenAt === null ? 'due ' : ''}
          <Time at={givenAt ?? dueAt} ago />
        </span>
      </td>
      <td className="wide num">
        {taken} of {capacity}
      </td>
      <td className="right">
        {givenAt === null ? (
          <button
            type="button"
            className="button small"
            aria-label={`Record as given: ${programName}`}
            onClick={onGive}
          >
            Record as given
          </button>
        ) : (
          <button
            type="button"
            className="button small"
            aria-label={`Take back: the State was told of ${programName}`}
            onClick={onTakeBack}
          >
            Take back
          </button>
        )}
      </td>
    </tr>
  );
}
