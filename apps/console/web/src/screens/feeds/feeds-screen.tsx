import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FEED_STATES, type Feed, type FeedsView } from '../../../../src/feeds/feeds.view.js';
import { api } from '../../live/api.js';
import { feedStateTitle } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { Empty, Failure, Loading, Stale } from '../../ui/states.js';
import { useUrlState, type UrlState } from '../../url/url-state.js';
import { PROTOCOLS, orderedFeeds, protocolTitle } from './feed-order.js';
import { CredentialsPanel } from './credentials-panel.js';
import { FeedsTable } from './feeds-table.js';
import { MllpPanels } from './mllp-panels.js';

const REREAD_MS = 5_000;

/** Who sends, how much, what becomes of it, and what hangs on the wire. */
export function FeedsScreen() {
  const [url, setUrl] = useUrlState();
  const feeds = useQuery({
    queryKey: ['feeds'],
    queryFn: () => api<FeedsView>('/v1/console/feeds'),
    refetchInterval: REREAD_MS,
  });
  return (
    <>
      <PageHeader
        title="Feeds"
        lead="The numbers are of the last 24 hours. A feed is silent when its rhythm of this weekday and hour says that something should have come."
      />
      {feeds.isPending ? (
        <Loading what="the feeds" />
      ) : feeds.isError && !feeds.data ? (
        <Failure error={feeds.error} again={() => void feeds.refetch()} />
      ) : (
        <>
          {feeds.isError ? <Stale at={feeds.dataUpdatedAt} error={feeds.error} /> : null}
          {feeds.data.cut ? (
            <p className="notice" role="status">
              Only the first 1,000 sources are shown.
            </p>
          ) : null}
          <Filters url={url} onChange={setUrl} />
          <Sources feeds={feeds.data.feeds} url={url} onChange={setUrl} />
          <MllpPanels mllp={feeds.data.mllp} />
          <CredentialsPanel credentials={feeds.data.credentials} />
        </>
      )}
    </>
  );
}

interface Choosing {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
}

function Filters({ url, onChange }: Choosing) {
  return (
    <div className="filters" role="group" aria-label="Filters">
      <NativeSelect
        label="State"
        value={url['state'] ?? ''}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
        data={[
          { value: '', label: 'Any state' },
          ...FEED_STATES.map((value) => ({
            value,
            label: value === 'alarm' ? 'Any alarm' : feedStateTitle(value),
          })),
        ]}
      />
      <NativeSelect
        label="Protocol"
        value={url['protocol'] ?? ''}
        onChange={(event) => onChange({ protocol: event.currentTarget.value })}
        data={[
          { value: '', label: 'Any protocol' },
          ...PROTOCOLS.map((value) => ({ value, label: protocolTitle(value) })),
        ]}
      />
    </div>
  );
}

function Sources({ feeds, url, onChange }: Choosing & { readonly feeds: readonly Feed[] }) {
  const shown = orderedFeeds(feeds, url);
  return (
    <div className="panel">
      {shown.length > 0 ? (
        <FeedsTable feeds={shown} url={url} onChange={onChange} />
      ) : feeds.length > 0 ? (
        <Empty icon="feeds" title="No feeds match">
          Take a filter away to see more.
        </Empty>
      ) : (
        <Empty icon="feeds" title="No feeds yet">
          A source appears here with its first message.
        </Empty>
      )}
    </div>
  );
}
