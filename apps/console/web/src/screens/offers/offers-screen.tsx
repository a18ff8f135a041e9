import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { OFFER_STATUSES } from '@handrail/domain';
import type { OffersAnswer } from '../../../../src/api/placement-case.js';
import { words } from '../../format/labels.js';
import { api } from '../../live/api.js';
import { useRereadOn } from '../../live/queries.js';
import { PageHeader } from '../../ui/page.js';
import { Empty, Failure, Loading, Stale } from '../../ui/states.js';
import { useUrlState, writeSearch } from '../../url/url-state.js';
import { WorkerControl } from '../care/worker.js';
import { AnswerDialog, type AnswerTarget } from './answer-dialog.js';
import { OfferTable } from './offer-table.js';
import { useAcknowledge } from './use-acknowledge.js';

const REREAD_MS = 15_000;

/** What programs are asked, with the time each has left: the inbox of admission desks. */
export function OffersScreen() {
  const [url, setUrl] = useUrlState();
  const client = useQueryClient();
  const [target, setTarget] = useState<AnswerTarget | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const status = url['status'] ?? 'open';
  const key = ['offers', status, url['program']];
  const filter = writeSearch({
    programId: url['program'],
    status: status === 'all' ? undefined : status,
  });
  const offers = useQuery({
    queryKey: key,
    queryFn: () => api<OffersAnswer>(`/v1/console/care/offers${filter}`),
    placeholderData: keepPreviousData,
    refetchInterval: REREAD_MS,
  });
  const reread = () => void client.invalidateQueries({ queryKey: ['offers'] });
  useRereadOn(['offers'], (row) => row.service === 'scheduling');
  const did = (outcome: string) => {
    setDone(outcome);
    reread();
  };
  const acknowledge = useAcknowledge(did, reread);
  const { data } = offers;
  return (
    <>
      <PageHeader title="Offers" lead="Places that are held until a program answers.">
        <WorkerControl />
      </PageHeader>
      <Filters url={url} status={status} items={data?.items ?? []} onChange={setUrl} />
      {acknowledge.refused ? (
        <p className="notice is-bad" role="status">
          {acknowledge.refused}
        </p>
      ) : done ? (
        <p className="notice is-ok" role="status">
          {done}
        </p>
      ) : null}
      {offers.isError && data ? <Stale at={offers.dataUpdatedAt} error={offers.error} /> : null}
      <div className="panel">
        {offers.isPending ? (
          <Loading what="the offers" />
        ) : !data ? (
          <Failure error={offers.error} again={() => void offers.refetch()} />
        ) : data.items.length === 0 ? (
          <Empty icon="check-circle" title="No program is asked here">
            Offers appear when a program that decides for itself is asked to take a person.
          </Empty>
        ) : (
          <OfferTable answer={data} onAcknowledge={acknowledge.run} onAnswer={setTarget} />
        )}
        {data?.cut ? <p className="padded quiet">There are more: choose a program.</p> : null}
      </div>
      <AnswerDialog
        target={target}
        onClose={() => setTarget(null)}
        onDone={did}
        onRefused={reread}
      />
    </>
  );
}

function Filters({
  url,
  status,
  items,
  onChange,
}: {
  readonly url: Readonly<Record<string, string | undefined>>;
  readonly status: string;
  readonly items: OffersAnswer['items'];
  readonly onChange: (change: Readonly<Record<string, string>>) => void;
}) {
  const programs = new Map(items.map(({ programId, programName }) => [programId, programName]));
  const chosen = url['program'];
  if (chosen && !programs.has(chosen)) programs.set(chosen, chosen);
  return (
    <div className="filters" role="group" aria-label="Filters">
      <NativeSelect
        label="Program"
        value={chosen ?? ''}
        onChange={(event) => onChange({ program: event.currentTarget.value })}
        data={[
          { value: '', label: 'Any program' },
          ...[...programs].map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        label="State"
        value={status}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
        data={[
          { value: 'open', label: 'Waiting for an answer' },
          { value: 'all', label: 'Any state' },
          ...OFFER_STATUSES.map((value) => ({
            value,
            label: value === 'sent' ? 'Not seen yet' : words(value),
          })),
        ]}
      />
    </div>
  );
}
