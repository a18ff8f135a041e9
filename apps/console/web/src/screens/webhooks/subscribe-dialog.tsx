import { TextInput } from '@mantine/core';
import { useState, type ChangeEvent } from 'react';
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

const EMPTY = { name: '', url: '', requester: '', organisation: '' };

function Form({ onClose, onDone }: Subscribing) {
  const { worker } = useWorker();
  const [typed, setTyped] = useState(EMPTY);
  const [secret, setSecret] = useState<string | null>(null);
  const field = (name: keyof typeof EMPTY, maxLength: number) => ({
    value: typed[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    autoComplete: 'off',
    maxLength,
  });
  if (secret !== null) return <SecretNote secret={secret} onClose={onClose} />;
  const [name, url] = [typed.name.trim(), typed.url.trim()];
  return (
    <ActForm
      submit="Subscribe"
      ready={name !== '' && url !== ''}
      onCancel={onClose}
      onDone={onDone}
      onSubmit={async () => {
        const requester = typed.requester.trim() || null;
        const organisation = typed.organisation.trim() || null;
        const asked = { name, url, requester, organisation };
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
        required
        data-autofocus
        {...field('name', 64)}
      />
      <TextInput
        label="Address"
        description="https, at a public host."
        required
        {...field('url', 2_000)}
      />
      <TextInput
        label="Only requests of"
        description="A sender, as its source profile is called. Left empty, everything."
        {...field('requester', 200)}
      />
      <TextInput
        label="Organisation"
        description="Outside of this network: each request then goes by the consent of the person only. Left empty, the network itself."
        {...field('organisation', 64)}
      />
    </ActForm>
  );
}
