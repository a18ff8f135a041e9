import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PLACE_BLOCK_REASONS } from '@handrail/domain';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { plural, words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import { trackPath } from './use-capacity-acts.js';

/** A dialog about one track. */
export interface TrackDialog {
  readonly row: CapacityRow | null;
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}

export type ForRow = Omit<TrackDialog, 'row'> & { readonly row: CapacityRow };

/** Takes places out of service. */
export function BlockDialog({ row, ...rest }: TrackDialog) {
  return (
    <ActModal title="Block places" opened={row !== null} onClose={rest.onClose}>
      {row ? <Form row={row} {...rest} /> : null}
    </ActModal>
  );
}

function Form({ row, onClose, onDone }: ForRow) {
  const { worker } = useWorker();
  const [places, setPlaces] = useState('1');
  const [reason, setReason] = useState<string>(PLACE_BLOCK_REASONS[0]);
  const [until, setUntil] = useState('');
  const asked = Number(places);
  return (
    <ActForm
      submit={Number.isInteger(asked) && asked > 0 ? `Block ${plural(asked, 'place')}` : 'Block'}
      ready={Number.isInteger(asked) && asked > 0}
      onDone={onClose}
      onSubmit={async () => {
        const time = until === '' ? null : new Date(until).toISOString();
        const body = { by: worker?.name, reason, places: asked, until: time };
        await post<CapacityRow>(`${trackPath(row)}/block`, body, row.version);
        onDone(`${row.programName}: ${plural(asked, 'place')} out of service.`);
      }}
    >
      <p>
        Nobody gets these places. Nobody loses a place either: of more than are empty, the others
        are blocked once they are freed.
      </p>
      <TextInput
        label="Places"
        type="number"
        min={1}
        value={places}
        onChange={(event) => setPlaces(event.currentTarget.value)}
        required
        data-autofocus
      />
      <NativeSelect
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={PLACE_BLOCK_REASONS.map((value) => ({ value, label: words(value) }))}
      />
      <TextInput
        label="Until"
        description="Left empty, until somebody puts them back. In the time zone of this browser."
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </ActForm>
  );
}
