import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  OperatorAct,
  ParkedAct,
  ParkedGroup,
  ParkedHead,
  ParkedView,
} from '../../../../src/parked/parked.view.js';
import { type SERVICES } from '../../../../src/api/names.js';
import { SERVICE_TITLES, plural } from '../../format/labels.js';
import { api } from '../../live/api.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { Empty, Failure, Loading } from '../../ui/states.js';
import { useUrlState } from '../../url/url-state.js';
import { ActDialog, type Wish } from './act-dialog.js';
import { ActsTable } from './acts-table.js';
import { GroupCard } from './group-card.js';

/** What could not be applied, by cause: see its size, look at one, then retry or give up. */
export function ParkedScreen() {
  const [url, setUrl] = useUrlState();
  const [wish, setWish] = useState<Wish | null>(null);
  const parked = useQuery({
    queryKey: ['parked'],
    queryFn: () => api<ParkedView>('/v1/console/parked'),
    refetchInterval: 5_000,
  });
  const acts = useQuery({
    queryKey: ['parked-acts'],
    queryFn: () => api<{ items: readonly OperatorAct[] }>('/v1/console/parked/acts'),
  });
  const groups = parked.data?.groups.filter(
    (group) => !url['service'] || group.service === url['service'],
  );
  const ask = (act: ParkedAct, group: ParkedGroup, item?: ParkedHead) =>
    setWish({ act, group, item });
  return (
    <>
      <PageHeader
        title="Parked"
        lead="Messages intake could not apply or that wait for what they are about, and events a service could not apply. Later events of the same person wait behind such an event, in order; everybody else goes on."
      />
      {parked.isPending ? (
        <Loading what="what is parked" />
      ) : parked.isError && !parked.data ? (
        <Failure error={parked.error} again={() => void parked.refetch()} />
      ) : (
        <>
          <Notices view={parked.data} />
          {url['service'] ? (
            <div className="filters">
              <button type="button" className="tag" onClick={() => setUrl({ service: undefined })}>
                Only {SERVICE_TITLES[url['service'] as (typeof SERVICES)[number]] ?? url['service']}
                : show all
              </button>
            </div>
          ) : null}
          {groups && groups.length > 0 ? (
            <ul className="groups" aria-label={plural(groups.length, 'cause')}>
              {groups.map((group) => (
                <GroupCard
                  key={`${group.service} ${group.cause}`}
                  group={group}
                  cap={parked.data.cap}
                  onAct={ask}
                />
              ))}
            </ul>
          ) : (
            <div className="panel">
              <Empty icon="check-circle" title="Nothing is parked">
                Everything that arrived has been applied, rejected, or ignored with a reason.
              </Empty>
            </div>
          )}
        </>
      )}
      <Panel title="What was done" id="acts-title" flush>
        {acts.isPending ? (
          <Loading what="what was done" />
        ) : acts.isError ? (
          <Failure error={acts.error} again={() => void acts.refetch()} />
        ) : (
          <ActsTable acts={acts.data.items} />
        )}
      </Panel>
      <ActDialog wish={wish} cap={parked.data?.cap ?? 0} onClose={() => setWish(null)} />
    </>
  );
}

function Notices({ view }: { readonly view: ParkedView }) {
  return (
    <>
      {view.unknown.length > 0 ? (
        <p className="notice is-bad" role="status">
          {view.unknown.map((service) => SERVICE_TITLES[service]).join(', ')}{' '}
          {view.unknown.length === 1 ? 'does' : 'do'} not answer: what is parked there is not shown.
        </p>
      ) : null}
      {view.cut.length > 0 ? (
        <p className="notice" role="status">
          {view.cut.map((service) => SERVICE_TITLES[service]).join(', ')}: only the newest 1,000
          parked events are shown.
        </p>
      ) : null}
    </>
  );
}
