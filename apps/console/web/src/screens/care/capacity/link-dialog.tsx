import { useState } from 'react';
import { post } from '../../../live/api.js';
import { NextButton } from '../../../ui/next-button.js';
import { link } from '../../../url/url-state.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import type { ForRow, TrackDialog } from './block-dialog.js';
import { programPath } from './use-program.js';

/** Makes a link by which the program says in one tap that its numbers are right. */
export function LinkDialog({ row, ...rest }: TrackDialog) {
  return (
    <ActModal title="Ask the program" opened={row !== null} onClose={rest.onClose}>
      {row ? <Form row={row} {...rest} /> : null}
    </ActModal>
  );
}

function Form({ row, onClose, onDone }: ForRow) {
  const { worker } = useWorker();
  const [address, setAddress] = useState('');
  const make = async () => {
    const path = `${programPath(row.programId)}/capacity-link`;
    const { token } = await post<{ token: string }>(path, { by: worker?.name });
    setAddress(window.location.origin + link('/confirm-capacity', { token }));
  };
  if (address !== '')
    return (
      <>
        <p>Send this link to the program. It is shown once.</p>
        <p>
          <a href={address} className="link-address">
            {address}
          </a>
        </p>
        <div className="act-buttons">
          <NextButton
            onClick={() => {
              void navigator.clipboard.writeText(address);
              onDone(`${row.programName}: the link is copied.`);
              onClose();
            }}
          >
            Copy the link
          </NextButton>
        </div>
      </>
    );
  return (
    <ActForm
      submit="Make the link"
      ready
      onSubmit={make}
      onCancel={onClose}
      // The link stays to be copied.
      onDone={() => undefined}
    >
      <p>
        Whoever has the link can confirm the places of {row.programName} once, within 48 hours and
        without a login. It shows nothing else.
      </p>
    </ActForm>
  );
}
