import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ConsentItem, Disclosures } from '../../../../src/api/privacy.js';
import { shortId } from '../../format/labels.js';
import { api } from '../../live/api.js';
import { useRereadOn } from '../../live/queries.js';
import { useMe } from '../../session/use-me.js';
import { Id } from '../../ui/copy.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { Failure, Loading } from '../../ui/states.js';
import { useWayBack } from '../care/use-way-back.js';
import { useWorker, WorkerControl } from '../care/worker.js';
import { ConsentDialog } from './consent-dialog.js';
import { ConsentTable } from './consent-table.js';
import { DisclosurePanel } from './disclosure-panel.js';

/** What a person lets whom be told, and what was told to whom: for the privacy officer, and for the person. */
export function PrivacyScreen({ personId }: { readonly personId: string }) {
  const base = `/v1/console/privacy/persons/${encodeURIComponent(personId)}`;
  const client = useQueryClient();
  const key = ['consents', personId];
  const consents = useQuery({
    queryKey: key,
    queryFn: () => api<{ items: readonly ConsentItem[] }>(`${base}/consents`),
  });
  const disclosures = useQuery({
    queryKey: ['disclosures', personId],
    queryFn: () => api<Disclosures>(`${base}/disclosures`),
  });
  useRereadOn(key, (row) => row.personId === personId && row.type.includes('consent'));
  const [isRecording, setRecording] = useState(false);
  const { as } = useWorker();
  const reread = () => void client.invalidateQueries({ queryKey: key });
  const { error, goBack, forget } = useWayBack(reread);
  const mayAct = useMe()?.scopes.includes('consent.admin') ?? false;
  const act = (consent: ConsentItem, name: 'revoke' | 'restore') =>
    as((worker) =>
      goBack({
        path: `/v1/console/privacy/consents/${consent.id}/${name}`,
        version: consent.version,
        body: { by: worker.name, reason: name === 'revoke' ? 'asked-by-person' : 'mistake' },
      }),
    );
  return (
    <>
      <PageHeader
        title={`Privacy of ${shortId(personId)}`}
        lead={
          <>
            Person <Id value={personId} what="person id" />
          </>
        }
      >
        <WorkerControl />
        <Link href={`/people/${personId}`} className="button no-print">
          Journey
        </Link>
        {mayAct ? (
          <button
            type="button"
            className="button primary no-print"
            onClick={() => as(() => setRecording(true))}
          >
            Record a consent
          </button>
        ) : null}
      </PageHeader>
      <Panel title="Consents" id="consents-title" flush>
        {error ? (
          <p role="status" className="notice is-bad">
            {error}
          </p>
        ) : null}
        {consents.isPending ? (
          <Loading what="consents" />
        ) : consents.isError ? (
          <Failure error={consents.error} again={() => void consents.refetch()} />
        ) : (
          <ConsentTable items={consents.data.items} onAct={mayAct ? act : null} />
        )}
      </Panel>
      {disclosures.isPending ? (
        <Loading what="disclosures" />
      ) : disclosures.isError ? (
        <Failure error={disclosures.error} again={() => void disclosures.refetch()} />
      ) : (
        <DisclosurePanel disclosures={disclosures.data} />
      )}
      <ConsentDialog
        path={`${base}/consents`}
        opened={isRecording}
        onClose={() => setRecording(false)}
        onDone={() => {
          forget();
          reread();
        }}
      />
    </>
  );
}
