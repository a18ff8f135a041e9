import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Webhook } from '../../../../src/api/webhooks.js';
import { plural } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { webhookPath } from './use-webhooks.js';

interface Resending {
  readonly webhook: Webhook;
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}

/** Sends events again by their numbers. */
export function ResendDialog({ opened, ...rest }: Resending & { readonly opened: boolean }) {
  return (
    <ActModal title="Send again" opened={opened} onClose={rest.onClose}>
      {opened ? <Form {...rest} /> : null}
    </ActModal>
  );
}

const isNumber = (text: string): boolean => /^[1-9]\d*$/.test(text);

function Form({ webhook, onClose, onDone }: Resending) {
  const { worker } = useWorker();
  const [from, setFrom] = useState('1');
  const [to, setTo] = useState('');
  return (
    <ActForm
      submit="Send again"
      ready={isNumber(from) && (to === '' || isNumber(to))}
      onCancel={onClose}
      onDone={onClose}
      onSubmit={async () => {
        const body = {
          ...{ by: worker?.name, reason: 'receiver-asked', from: Number(from) },
          ...(to === '' ? {} : { to: Number(to) }),
        };
        const path = `${webhookPath(webhook.id)}/resend`;
        const { deliveries } = await post<{ deliveries: number }>(path, body);
        onDone(`${webhook.name}: ${plural(deliveries, 'event')} sent again.`);
      }}
    >
      <p>
        Under the same ids: whoever has them already knows that they are repeats. The newest is
        number {webhook.lastNumber}.
      </p>
      <TextInput
        label="From number"
        type="number"
        min={1}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        label="To number"
        description="Left empty, up to the newest."
        type="number"
        min={1}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
    </ActForm>
  );
}
