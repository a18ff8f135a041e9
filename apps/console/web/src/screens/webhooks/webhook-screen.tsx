import { useState } from 'react';
import { Link } from 'wouter';
import type { Webhook, ReceiverAct } from '../../../../src/api/webhooks.js';
import { Badge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { Failure, Loading, None } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { WorkerControl, useWorker } from '../care/worker.js';
import { WebhookActDialog } from './act-dialog.js';
import { Deliveries } from './deliveries.js';
import { ResendDialog } from './resend-dialog.js';
import { useRereadWebhook, useWebhook } from './use-webhooks.js';
import { ACT_TITLES, actsFor, disabledWords, typeWords, webhookLook } from './webhook-words.js';

/** One receiver: how it does, what was sent, and what can be done about it. */
export function WebhookScreen({ id }: { readonly id: string }) {
  const { data, error, refetch } = useWebhook(id);
  if (data) return <Shown webhook={data} />;
  if (error) return <Failure error={error} again={() => void refetch()} />;
  return <Loading what="the receiver" />;
}

function Shown({ webhook }: { readonly webhook: Webhook }) {
  const { as } = useWorker();
  const reread = useRereadWebhook(webhook.id);
  const [open, setOpen] = useState<ReceiverAct | 'resend' | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const close = () => {
    setOpen(null);
    reread();
  };
  const did = (text: string) => {
    setNotice(text);
    reread();
  };
  return (
    <>
      <PageHeader title={webhook.name} lead={webhook.url}>
        <WorkerControl />
        {webhook.status === 'removed' ? null : (
          <button type="button" className="button" onClick={() => as(() => setOpen('resend'))}>
            Send again
          </button>
        )}
        {actsFor(webhook).map((act) => (
          <button key={act} type="button" className="button" onClick={() => as(() => setOpen(act))}>
            {ACT_TITLES[act]}
          </button>
        ))}
        <Link href="/webhooks" className="button">
          All receivers
        </Link>
      </PageHeader>
      <div role="status">{notice ? <p className="notice">{notice}</p> : null}</div>
      {webhook.status === 'disabled' ? (
        <p className="notice is-bad" role="alert">
          Nothing is sent any more. {disabledWords(webhook.disabledBecause)} What comes meanwhile
          waits; resume it when the receiver works again.
        </p>
      ) : null}
      <Facts webhook={webhook} />
      <Deliveries id={webhook.id} />
      <WebhookActDialog
        act={open === 'resend' ? null : open}
        webhook={webhook}
        onClose={close}
        onDone={did}
      />
      <ResendDialog opened={open === 'resend'} webhook={webhook} onClose={close} onDone={did} />
    </>
  );
}

function Facts({ webhook }: { readonly webhook: Webhook }) {
  const { tone, icon, title } = webhookLook(webhook);
  return (
    <div className="panel panel-body">
      <dl className="feed-details">
        <div>
          <dt>State</dt>
          <dd data-state={webhook.status}>
            <Badge tone={tone} icon={icon}>
              {title}
            </Badge>
          </dd>
        </div>
        <div>
          <dt>Fails since</dt>
          <dd>
            {webhook.failingSince === null ? (
              <None>It does not</None>
            ) : (
              <Time at={webhook.failingSince} ago />
            )}
          </dd>
        </div>
        <div>
          <dt>Is told</dt>
          <dd>
            {webhook.types.length === 0
              ? 'every state of a referral'
              : webhook.types.map(typeWords).join(', ')}
          </dd>
        </div>
        <div>
          <dt>Organisation</dt>
          <dd>{webhook.organisation ?? <None>This network</None>}</dd>
        </div>
        <div>
          <dt>Only requests of</dt>
          <dd>{webhook.requester ?? <None>Everybody</None>}</dd>
        </div>
      </dl>
    </div>
  );
}
