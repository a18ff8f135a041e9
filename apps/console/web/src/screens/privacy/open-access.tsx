import { NativeSelect, TextInput } from '@mantine/core';
import { EMERGENCY_REASONS } from '@handrail/domain';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { words } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { useMe } from '../../session/use-me.js';
import { Icon } from '../../ui/icons.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';

/** Gives another organisation access to one person for an hour, in a medical emergency and without consent. */
export function OpenAccess({ placementId }: { readonly placementId: string }) {
  const [opened, setOpened] = useState(false);
  const { as } = useWorker();
  if (!useMe()?.scopes.includes('care.act')) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => as(() => setOpened(true))}>
        <Icon name="lock" size={14} />
        Emergency access
      </button>
      <ActModal opened={opened} onClose={() => setOpened(false)} title="Access in an emergency">
        <Form placementId={placementId} onClose={() => setOpened(false)} />
      </ActModal>
    </>
  );
}

function Form({
  placementId,
  onClose,
}: {
  readonly placementId: string;
  readonly onClose: () => void;
}) {
  const [organisation, setOrganisation] = useState('');
  const [reason, setReason] = useState<string>(EMERGENCY_REASONS[0]);
  const { worker } = useWorker();
  const [, go] = useLocation();
  const scopes = useMe()?.scopes ?? [];
  const open = async () => {
    const code = organisation.trim().toLowerCase();
    const body = { by: worker?.name, placementId, organisation: code, reason };
    await post('/v1/console/privacy/emergency-accesses', body);
    if (scopes.includes('consent.admin') || scopes.includes('audit.read'))
      go('/emergency-accesses');
  };
  return (
    <ActForm
      submit="Open for 60 minutes"
      ready={organisation.trim() !== ''}
      onSubmit={open}
      onDone={onClose}
    >
      <p>
        Only for medical personnel in an emergency in which consent cannot be had (42 CFR 2.51).
        Everything told is kept, and the privacy officer is alarmed and reviews it.
      </p>
      <TextInput
        label="Organisation"
        description="The code of who is to know, such as county-hospital."
        value={organisation}
        onChange={(event) => setOrganisation(event.currentTarget.value)}
        maxLength={64}
        autoComplete="off"
        required
        data-autofocus
      />
      <NativeSelect
        label="Emergency"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={EMERGENCY_REASONS.map((value) => ({ value, label: words(value) }))}
      />
    </ActForm>
  );
}
