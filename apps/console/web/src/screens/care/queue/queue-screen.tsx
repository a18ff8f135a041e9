import { useMemo, useState } from 'react';
import type { QueueRow } from '../../../../../src/api/care.js';
import { plural } from '../../../format/labels.js';
import { useScreenKeys } from '../../../keyboard/screen-keys.js';
import { CopyButton } from '../../../ui/copy.js';
import { Icon } from '../../../ui/icons.js';
import { PageHeader } from '../../../ui/page.js';
import { Empty, Failure, Loading, Stale } from '../../../ui/states.js';
import { writeSearch, useUrlState } from '../../../url/url-state.js';
import { HandOffDialog, SnoozeDialog } from '../work-dialogs.js';
import { WorkerControl, useWorker } from '../worker.js';
import { QueueFilters, QueueViews } from './queue-filters.js';
import { ordered, sortOf } from './queue-order.js';
import { QueueTable } from './queue-table.js';
import { useEngaged } from './use-engaged.js';
import { useHeldRows, useQueue, viewOf } from './use-queue.js';
import { useQueueActs } from './use-queue-acts.js';

/** What waits for a person, most urgent first: why now, by when, whose, and since when. */
export function QueueScreen() {
  const [url, setUrl] = useUrlState();
  const { worker } = useWorker();
  const view = viewOf(url);
  const { queue, counts, reread, nobody } = useQueue(view, worker?.name);
  const items = queue.data?.items;
  const rows = useMemo(() => ordered(items ?? [], url), [items, url]);
  const [engaged, engage] = useEngaged();
  const held = useHeldRows(rows, engaged, `${view}${writeSearch(url)}`);
  const acts = useQueueActs(reread);
  useQueueKeys(held.rows, acts, held.settle);
  return (
    <>
      <PageHeader
        title="Work queue"
        lead="Reassessments that wait for a person. The policy has decided all others."
      >
        <WorkerControl />
        <CopyButton text={() => window.location.href} icon="link">
          Copy link
        </CopyButton>
      </PageHeader>
      <QueueViews view={view} counts={counts} url={url} />
      <QueueFilters url={url} onChange={setUrl} />
      {acts.notice ? (
        <p className={acts.notice.bad ? 'notice is-bad' : 'notice is-ok'} role="status">
          {acts.notice.text}
        </p>
      ) : null}
      {queue.isError && queue.data ? <Stale at={queue.dataUpdatedAt} error={queue.error} /> : null}
      <div className="panel" {...engage}>
        <Changes fresh={held.fresh} gone={held.gone} onShow={held.settle} />
        {nobody ? (
          <Empty icon="person" title="Say who works here to see what is yours" />
        ) : queue.isPending ? (
          <Loading what="the queue" />
        ) : queue.isError && !queue.data ? (
          <Failure error={queue.error} again={() => void queue.refetch()} />
        ) : held.rows.length === 0 ? (
          <Empty icon="check-circle" title="Nothing waits here">
            {items && items.length > 0 ? 'Take a filter away to see more.' : null}
          </Empty>
        ) : (
          <QueueTable rows={held.rows} sort={sortOf(url)} me={worker?.name} acts={acts} />
        )}
        {queue.data?.cut ? (
          <p className="padded quiet">There are more: filter by trigger or view to reach them.</p>
        ) : null}
      </div>
      <SnoozeDialog target={acts.snoozing} onClose={acts.close} onDone={acts.did} />
      <HandOffDialog target={acts.handingOff} onClose={acts.close} onDone={acts.did} />
    </>
  );
}

function useQueueKeys(
  rows: readonly QueueRow[],
  acts: ReturnType<typeof useQueueActs>,
  settle: () => void,
): void {
  const [pressed] = useState(() => ({
    row: (): string | undefined =>
      document.activeElement?.closest<HTMLElement>('[data-reassessment]')?.dataset['reassessment'],
  }));
  const onRow = (act: (row: QueueRow) => void) => () => {
    const row = rows.find((row) => row.id === pressed.row());
    if (row) act(row);
  };
  useScreenKeys([
    { key: 'c', title: 'Claim the row', act: onRow(acts.claim) },
    { key: 's', title: 'Snooze the row', act: onRow(acts.snooze) },
    { key: 'h', title: 'Hand the row off', act: onRow(acts.handOff) },
    { key: 'u', title: 'Show what came meanwhile', act: settle },
  ]);
}

/** What is not shown yet so that nothing moves under the pointer. */
function Changes({
  fresh,
  gone,
  onShow,
}: {
  readonly fresh: number;
  readonly gone: number;
  readonly onShow: () => void;
}) {
  if (fresh + gone === 0) return null;
  const words = [fresh ? `${fresh} new` : '', gone ? `${gone} gone` : ''].filter(Boolean);
  return (
    <button type="button" className="held" onClick={onShow}>
      <Icon name="retry" size={14} />
      {words.join(', ')} since you are at the list. Show {plural(fresh + gone, 'change')}
    </button>
  );
}
