import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { REVIEW_REASONS, type CoordinationItem } from '../../../../../src/api/coordination.js';
import { words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import { reviewWords } from './coordination-words.js';

interface Reviewing {
  readonly target: CoordinationItem | null;
  readonly onClose: () => void;
  readonly onDone: (after: CoordinationItem) => void;
}

/** Asks what came of looking, and takes the placement off the list. */
export function ReviewDialog({ target, onClose, onDone }: Reviewing) {
  return (
    <ActModal title="Reviewed" opened={target !== null} onClose={onClose}>
      {target ? <Form target={target} onClose={onClose} onDone={onDone} /> : null}
    </ActModal>
  );
}

function Form({ target, onClose, onDone }: Reviewing & { readonly target: CoordinationItem }) {
  const { worker } = useWorker();
  const [reason, setReason] = useState<string>(REVIEW_REASONS[0]);
  return (
    <ActForm
      submit="Take it off the list"
      ready
      onDone={onClose}
      onSubmit={async () => {
        const path = `/v1/console/care/coordination/${target.id}/reviewed`;
        onDone(await post<CoordinationItem>(path, { by: worker?.name, reason }, target.version));
      }}
    >
      <p>{target.needsReview ? reviewWords(target.needsReview) : null}</p>
      <NativeSelect
        label="What came of it"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={REVIEW_REASONS.map((value) => ({ value, label: words(value) }))}
        data-autofocus
      />
    </ActForm>
  );
}
