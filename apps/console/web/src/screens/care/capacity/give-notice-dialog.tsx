import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NoticeItem } from '../../../../../src/api/notices.js';
import { words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import { GIVEN_BY } from './notice-words.js';

interface Closing {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Records that the State was told how full a program is. */
export function GiveNoticeDialog({
  notice,
  ...rest
}: Closing & { readonly notice: NoticeItem | null }) {
  return (
    <ActModal title="The State was told" opened={notice !== null} onClose={rest.onClose}>
      {notice ? <Form notice={notice} {...rest} /> : null}
    </ActModal>
  );
}

function Form({ notice, onClose, onDone }: Closing & { readonly notice: NoticeItem }) {
  const { worker } = useWorker();
  const [reason, setReason] = useState<string>(GIVEN_BY[0]);
  const [at, setAt] = useState('');
  return (
    <ActForm
      submit="Record as given"
      ready
      onDone={onClose}
      onSubmit={async () => {
        const body = {
          ...{ by: worker?.name, reason },
          ...(at === '' ? {} : { at: new Date(at).toISOString() }),
        };
        await post(`/v1/console/care/notices/${notice.id}/give`, body, notice.version);
        onDone();
      }}
    >
      <p>
        {notice.programName} had {notice.taken} of {notice.capacity} places taken. This records that
        the State has been told; it sends nothing.
      </p>
      <NativeSelect
        label="How"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={GIVEN_BY.map((value) => ({ value, label: words(value) }))}
        data-autofocus
      />
      <TextInput
        label="When"
        description="Left empty, now. In the time zone of this browser."
        type="datetime-local"
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
    </ActForm>
  );
}
