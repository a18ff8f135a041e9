import { Radio } from '@mantine/core';
import { EMERGENCY_FINDINGS } from '@handrail/domain';
import { useState } from 'react';
import type { EmergencyActName, EmergencyItem } from '../../../../src/api/privacy.js';
import { words } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';

interface ActingOn {
  readonly item: EmergencyItem;
  readonly act: EmergencyActName;
}

interface Ending {
  readonly path: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Ends an access, or asks what the privacy officer has found. */
export function ReviewDialog({ acting, ...ending }: Ending & { readonly acting: ActingOn | null }) {
  const isReview = acting?.act === 'review';
  return (
    <ActModal
      opened={acting !== null}
      onClose={ending.onClose}
      title={isReview ? 'Review the access' : 'End the access now'}
    >
      {acting ? <Form key={acting.item.id} acting={acting} {...ending} /> : null}
    </ActModal>
  );
}

function Form({
  acting: { item, act },
  path,
  onClose,
  onDone,
}: Ending & { readonly acting: ActingOn }) {
  const [finding, setFinding] = useState<string>('');
  const { worker } = useWorker();
  const isReview = act === 'review';
  const run = async () => {
    const reason = isReview ? 'reviewed' : 'emergency-over';
    const body = { by: worker?.name, reason, ...(isReview ? { finding } : {}) };
    try {
      await post(`${path}/${item.id}/${act}`, body, item.version);
    } finally {
      onDone();
    }
  };
  return (
    <ActForm
      submit={isReview ? 'Record' : 'End now'}
      ready={!isReview || finding !== ''}
      onSubmit={run}
      onDone={onClose}
    >
      <p>
        {isReview
          ? 'What was told under it stays in the accounting of the person, whatever is found. Another finding replaces this one.'
          : 'From now on nothing more is told under it. Opening it again undoes this.'}
      </p>
      {isReview ? (
        <Radio.Group label="Finding" value={finding} onChange={setFinding}>
          {EMERGENCY_FINDINGS.map((value) => (
            <Radio key={value} value={value} label={words(value)} mt={6} />
          ))}
        </Radio.Group>
      ) : null}
    </ActForm>
  );
}
