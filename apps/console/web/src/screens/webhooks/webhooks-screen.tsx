import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Webhook } from '../../../../src/api/webhooks.js';
import { count } from '../../format/labels.js';
import { useList } from '../../live/queries.js';
import { Badge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { Table, Th } from '../../ui/table.js';
import { WorkerControl, useWorker } from '../care/worker.js';
import { ListFrame } from '../lists/list-frame.js';
import { SubscribeDialog } from './subscribe-dialog.js';
import { WEBHOOKS_PATH } from './use-webhooks.js';
import { webhookLook } from './webhook-words.js';

/** Who is told what becomes of the people they sent, and how that goes. */
export function WebhooksScreen() {
  const list = useList<Webhook>(WEBHOOKS_PATH, {});
  const { as } = useWorker();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const reread = () => void client.invalidateQueries({ queryKey: ['list', WEBHOOKS_PATH] });
  return (
    <>
      <PageHeader
        title="Webhooks"
        lead="Receivers that are told what becomes of the people they sent, by signed requests."
      >
        <WorkerControl />
        <button type="button" className="button" onClick={() => as(() => setOpened(true))}>
          Subscribe a receiver
        </button>
      </PageHeader>
      <div className="panel">
        <ListFrame list={list} what="receivers" icon="link" filtered={false}>
          {(webhooks) => <Rows webhooks={webhooks} />}
        </ListFrame>
      </div>
      <SubscribeDialog opened={opened} onClose={() => setOpened(false)} onDone={reread} />
    </>
  );
}

function Rows({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  return (
    <Table caption="Receivers, newest first">
      <thead>
        <tr>
          <Th>Receiver</Th>
          <Th>State</Th>
          <Th wide right>
            Newest number
          </Th>
          <Th right>Waiting</Th>
          <Th wide right>
            Given up
          </Th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => {
          const { tone, icon, title } = webhookLook(webhook);
          return (
            <tr key={webhook.id} data-webhook={webhook.name}>
              <th scope="row" className="grow">
                <Link href={`/webhooks/${webhook.id}`} className="row-link" data-row>
                  {webhook.name}
                </Link>
                <span className="facts">{webhook.url}</span>
              </th>
              <td className="nowrap">
                <Badge tone={tone} icon={icon}>
                  {title}
                </Badge>
              </td>
              <td className="wide right num">{count(webhook.lastNumber)}</td>
              <td className="right num">{count(webhook.pending)}</td>
              <td className="wide right num">{count(webhook.givenUp)}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
