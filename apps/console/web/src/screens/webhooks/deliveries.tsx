import { NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { WebhookDelivery } from '../../../../src/api/webhooks.js';
import { count, plural } from '../../format/labels.js';
import { useList } from '../../live/queries.js';
import { Badge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState } from '../../url/url-state.js';
import { ListFrame } from '../lists/list-frame.js';
import { deliveriesPath, REREAD_MS } from './use-webhooks.js';
import { deliveryLook, outcomeWords, typeWords } from './webhook-words.js';

/** What was sent to a receiver and what is still to be, each with its attempts. */
export function Deliveries({ id }: { readonly id: string }) {
  const [url, setUrl] = useUrlState();
  const status = url['status'];
  const list = useList<WebhookDelivery>(deliveriesPath(id), { status });
  useReread(id);
  return (
    <Panel
      title="Deliveries"
      id="deliveries"
      flush
      aside={
        <NativeSelect
          aria-label="Deliveries that are shown"
          value={status ?? ''}
          onChange={(event) => setUrl({ status: event.currentTarget.value })}
          data={[
            { value: '', label: 'All' },
            { value: 'pending', label: 'Waiting' },
            { value: 'delivered', label: 'Arrived' },
            { value: 'given-up', label: 'Given up' },
          ]}
        />
      }
    >
      <ListFrame list={list} what="deliveries" icon="message" filtered={status !== undefined}>
        {(deliveries) => <Rows deliveries={deliveries} />}
      </ListFrame>
    </Panel>
  );
}

/** Attempts happen without an event that says so. */
function useReread(id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const every = setInterval(() => {
      if (!document.hidden)
        void client.invalidateQueries({ queryKey: ['list', deliveriesPath(id)] });
    }, REREAD_MS);
    return () => clearInterval(every);
  }, [client, id]);
}

function Rows({ deliveries }: { readonly deliveries: readonly WebhookDelivery[] }) {
  return (
    <Table caption="Deliveries, newest first">
      <thead>
        <tr>
          <Th right>Number</Th>
          <Th>What</Th>
          <Th>State</Th>
          <Th wide>Last attempt</Th>
          <Th wide>Next attempt</Th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <Row key={delivery.number} delivery={delivery} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ delivery }: { readonly delivery: WebhookDelivery }) {
  const { number, type, placementId, occurredAt, status, attempts, lastAt, nextAt } = delivery;
  const { tone, icon, title } = deliveryLook(delivery);
  const outcome = outcomeWords(delivery);
  return (
    <tr data-delivery={number} data-status={status}>
      <td className="right num">{count(number)}</td>
      <th scope="row" className="grow">
        <Link href={`/placements/${placementId}`} className="row-link" data-row>
          {typeWords(type)}
        </Link>
        <span className="facts">
          <Time at={occurredAt} ago />
        </span>
      </th>
      <td className="nowrap">
        <Badge tone={tone} icon={icon}>
          {title}
        </Badge>
        <span className="facts">
          {plural(attempts, 'attempt')}
          {outcome === null ? '' : `, ${outcome}`}
        </span>
      </td>
      <td className="wide nowrap">
        {lastAt === null ? <None>None yet</None> : <Time at={lastAt} ago />}
      </td>
      <td className="wide nowrap">
        {nextAt === null ? <None>None</None> : <Time at={nextAt} ago />}
      </td>
    </tr>
  );
}
