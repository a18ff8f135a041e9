import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WebhookWithSecret } from '../../../../src/api/webhooks.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { SecretNote } from './secret-note.js';
import { WEBHOOKS_PATH } from './use-webhooks.js';

interface Subscribing {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Subscribes a receiver; its secret stays to be seen until somebody says that it is noted. */
export function SubscribeDialog({ opened, ...rest }: Subscribing & { readonly opened: boolean }) {
  return (
    <ActModal title="Subscribe a receiver" opened={opened} onClose={rest.onClose}>
      {opened ? <Form {...rest} /> : null}
    </ActModal>
  );
}

function Form({ onClose, onDone }: Subscribing) {
  const { worker } = useWorker();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [requester, setRequester] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <SecretNote secret={secret} onClose={onClose} />;
  return (
    <ActForm
      submit="Subscribe"
      ready={name.trim() !== '' && url.trim() !== ''}
      onCancel={onClose}
      onDone={onDone}
      onSubmit={async () => {
        const asked = {
          ...{ name: name.trim(), url: url.trim(), requester: requester.trim() || null },
          organisation: organisation.trim() || null,
        };
        const body = { by: worker?.name, reason: 'receiver-asked', ...asked };
        setSecret((await post<WebhookWithSecret>(WEBHOOKS_PATH, body)).secret);
      }}
    >
      <p>
        It is told each state of a referral by a signed request: what has changed and where to read
        it, nothing about anybody.
      </p>
      <TextInput
        label="Name"
        description="A code of lower-case letters, digits and hyphens."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={64}
        autoComplete="off"
        required
        data-autofocus
      />
      <TextInput
        label="Address"
        description="https, at a public host."
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        maxLength={2_000}
        autoComplete="off"
        required
      />
      <TextInput
        label="Only requests of"
        description="A sender, as its source profile is called. Left empty, everything."
        value={requester}
        onChange={(event) => setRequester(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
      />
      <TextInput
        label="Organisation"
        description="Outside of this network: each request then goes by the consent of the person only. Left empty, the network itself."
        value={organisation}
        onChange={(event) => setOrganisation(event.currentTarget.value)}
        maxLength={64}
        autoComplete="off"
      />
    </ActForm>
  );
}
