import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import type { ForRow, TrackDialog } from './block-dialog.js';
import { trackPath } from './use-capacity-acts.js';

const REASONS = ['counted', 'told-by-the-program', 'corrected', 'opened', 'reduced'];

/** Says how many places there are and how many are taken. */
export function PlacesDialog({ row, ...rest }: TrackDialog) {
  return (
    <ActModal title="Change places" opened={row !== null} onClose={rest.onClose}>
      {row ? <Form row={row} {...rest} /> : null}
    </ActModal>
  );
}

const isCount = (text: string): boolean => /^\d{1,6}$/.test(text);

function Form({ row, onClose, onDone }: ForRow) {
  const { worker } = useWorker();
  const taken = row.confirmed.value + row.takenElsewhere.value;
  const [capacity, setCapacity] = useState(String(row.plannedCapacity ?? row.capacity.value));
  const [occupied, setOccupied] = useState(String(taken));
  const [reason, setReason] = useState(REASONS[0]!);
  return (
    <ActForm
      submit="Save the count"
      ready={isCount(capacity) && isCount(occupied)}
      onDone={onClose}
      onSubmit={async () => {
        const counted = { capacity: Number(capacity), occupied: Number(occupied) };
        const body = { by: worker?.name, reason, ...counted };
        await post<CapacityRow>(`${trackPath(row)}/places`, body, row.version);
        onDone(`${row.programName}: ${capacity} places, ${occupied} taken, counted now.`);
      }}
    >
      <p>
        What you say counts from now on, until somebody says otherwise. Fewer places than are taken
        hold once enough are freed.
      </p>
      <TextInput
        label="Places in all"
        type="number"
        min={0}
        value={capacity}
        onChange={(event) => setCapacity(event.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        label="Taken by anyone"
        type="number"
        min={0}
        value={occupied}
        onChange={(event) => setOccupied(event.currentTarget.value)}
        required
      />
      <NativeSelect
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={REASONS.map((value) => ({ value, label: words(value) }))}
      />
    </ActForm>
  );
}
