import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { useList, useRereadOn } from '../../../live/queries.js';
import { PageHeader } from '../../../ui/page.js';
import { useUrlState, type UrlState } from '../../../url/url-state.js';
import { ListFrame } from '../../lists/list-frame.js';
import { LEVEL_OPTIONS } from '../../lists/options.js';
import { WorkerControl } from '../worker.js';
import { BlockDialog } from './block-dialog.js';
import { CapacityTable } from './capacity-table.js';
import { ClosuresDialog } from './closures-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { NoticesPanel } from './notices-panel.js';
import { PlacesDialog } from './places-dialog.js';
import { CAPACITY_PATH, useCapacityActs } from './use-capacity-acts.js';

/** How full every track is, how far each number can be believed, and what can be done about it. */
export function CapacityScreen() {
  const [url, setUrl] = useUrlState();
  const asked: UrlState = { level: url['level'], region: url['region'] };
  const list = useList<CapacityRow>(CAPACITY_PATH, asked);
  useRereadOn(['list', CAPACITY_PATH], (row) => row.service === 'scheduling');
  const acts = useCapacityActs();
  const target = (dialog: string) => (acts.open?.dialog === dialog ? acts.open.row : null);
  return (
    <>
      <PageHeader
        title="Capacity"
        lead="Free is what can be given out now. Sureness halves with every day without news."
      >
        <WorkerControl />
        <Link href="/care/capacity/import" className="button">
          Import programs
        </Link>
        <Link href="/care/capacity/new" className="button">
          Add a program
        </Link>
      </PageHeader>
      <div className="filters" role="group" aria-label="Filters">
        <NativeSelect
          label="Level"
          value={url['level'] ?? ''}
          onChange={(event) => setUrl({ level: event.currentTarget.value })}
          data={LEVEL_OPTIONS}
        />
        <TextInput
          label="Region"
          key={url['region'] ?? ''}
          defaultValue={url['region'] ?? ''}
          onBlur={(event) => setUrl({ region: event.currentTarget.value.trim() })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') setUrl({ region: event.currentTarget.value.trim() });
          }}
          placeholder="Any region"
        />
      </div>
      <div role="status">
        {acts.notice ? (
          <p className={acts.notice.bad ? 'notice is-bad' : 'notice'}>{acts.notice.text}</p>
        ) : null}
      </div>
      <div className="panel">
        <ListFrame
          list={list}
          what="tracks"
          icon="placements"
          filtered={Boolean(url['level'] ?? url['region'])}
        >
          {(rows) => <CapacityTable rows={rows} url={url} onChange={setUrl} acts={acts} />}
        </ListFrame>
      </div>
      <NoticesPanel />
      <BlockDialog row={target('block')} onClose={acts.close} onDone={acts.did} />
      <PlacesDialog row={target('places')} onClose={acts.close} onDone={acts.did} />
      <LinkDialog row={target('link')} onClose={acts.close} onDone={acts.did} />
      <ClosuresDialog row={target('close')} onClose={acts.close} onDone={acts.did} />
    </>
  );
}
