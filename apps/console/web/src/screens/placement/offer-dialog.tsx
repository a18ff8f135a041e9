import { useState } from 'react';
import type { PlacementCase } from '../../../../src/api/placement-case.js';
import { plural } from '../../format/labels.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { nameOf } from './program-names.js';
import { ReasonSelect } from './reason-select.js';
import type { PlacementDesk } from './use-placement.js';

/** Asks the chosen programs at the same time, each with a place held. */
export function OfferDialog({
  tracks,
  desk,
  shown,
  onClose,
}: {
  /** `program/track`; null while nobody offers. */
  readonly tracks: readonly string[] | null;
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: (offered: boolean) => void;
}) {
  return (
    <ActModal
      opened={tracks !== null}
      onClose={() => onClose(false)}
      title={`Offer to ${plural(tracks?.length ?? 0, 'program')}`}
    >
      {tracks ? <Form tracks={tracks} desk={desk} shown={shown} onClose={onClose} /> : null}
    </ActModal>
  );
}

function Form({
  tracks,
  desk,
  shown,
  onClose,
}: {
  readonly tracks: readonly string[];
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: (offered: boolean) => void;
}) {
  const { worker } = useWorker();
  const [reason, setReason] = useState('asked-by-person');
  const chosen = tracks.map((key) => {
    const [programId = '', trackId = ''] = key.split('/');
    return { programId, trackId };
  });
  const automatic = chosen.find(
    ({ programId }) =>
      shown.programs.find(({ id }) => id === programId)?.acceptance === 'automatic',
  );
  return (
    <ActForm
      submit={`Offer to ${plural(tracks.length, 'program')}`}
      ready
      onDone={() => onClose(false)}
      onSubmit={async () => {
        const answer = await desk.act('offers', { by: worker?.name, reason, tracks: chosen });
        const { status } = answer.placement;
        desk.did(
          status === 'confirmed' ? 'The place is confirmed.' : 'The programs are asked.',
          answer,
        );
        onClose(true);
      }}
    >
      <ul>
        {chosen.map(({ programId, trackId }) => (
          <li key={`${programId}/${trackId}`}>
            {nameOf(shown, programId)}, {trackId}
          </li>
        ))}
      </ul>
      <p>
        {automatic
          ? `${nameOf(shown, automatic.programId)} takes people automatically: the person has the place at once, and nobody else is asked.`
          : 'Each holds a place until it answers. The first to accept has the person; the others are free in the same moment.'}
      </p>
      <ReasonSelect value={reason} onChange={setReason} />
    </ActForm>
  );
}
