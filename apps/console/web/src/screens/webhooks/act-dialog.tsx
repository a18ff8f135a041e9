import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Webhook, ReceiverAct, WebhookWithSecret } from '../../../../src/api/webhooks.js';
import { words } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { SecretNote } from './secret-note.js';
import { webhookPath } from './use-webhooks.js';
import { ACT_MEANS, ACT_REASONS, ACT_TITLES } from './webhook-words.js';

interface Acting {
  readonly webhook: Webhook;
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}

/** Asks why, and does one thing about a receiver. */
export function WebhookActDialog({ act, ...rest }: Acting & { readonly act: ReceiverAct | null }) {
  return (
    <ActModal title={act ? ACT_TITLES[act] : ''} opened={act !== null} onClose={rest.onClose}>
      {act ? <Form act={act} {...rest} /> : null}
    </ActModal>
  );
}

function Form({ act, webhook, onClose, onDone }: Acting & { readonly act: ReceiverAct }) {
  const { worker } = useWorker();
  const [reason, setReason] = useState(ACT_REASONS[0]!);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <SecretNote secret={secret} onClose={onClose} />;
  return (
    <ActForm
      submit={ACT_TITLES[act]}
      ready
      onCancel={onClose}
      onDone={() => {
        // A new secret stays to be seen.
        if (act !== 'rotate') onClose();
      }}
      onSubmit={async () => {
        const path = `${webhookPath(webhook.id)}/${act}`;
        const body = { by: worker?.name, reason };
        const after = await post<Partial<WebhookWithSecret>>(path, body, webhook.version);
        setSecret(after.secret ?? null);
        onDone(`${webhook.name}: ${ACT_TITLES[act].toLowerCase()}, done.`);
      }}
    >
      <p>{ACT_MEANS[act]}</p>
      <NativeSelect
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={ACT_REASONS.map((value) => ({ value, label: words(value) }))}
        data-autofocus
      />
    </ActForm>
  );
}
