import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueueRow, ReassessmentWithEvents } from '../../../../../src/api/care.js';
import { shortId } from '../../../format/labels.js';
import { ApiError, post } from '../../../live/api.js';
import { refusal } from '../refusal.js';
import { useWorker } from '../worker.js';

interface Notice {
  readonly text: string;
  readonly bad: boolean;
}

/** What can be done to an item without opening it. */
export function useQueueActs(reread: () => void) {
  const { as } = useWorker();
  const client = useQueryClient();
  const [notice, setNotice] = useState<Notice | null>(null);
  const [snoozing, setSnoozing] = useState<QueueRow | null>(null);
  const [handingOff, setHandingOff] = useState<QueueRow | null>(null);
  const did = (text: string) => {
    setNotice({ text, bad: false });
    reread();
  };
  const close = () => {
    setSnoozing(null);
    setHandingOff(null);
    // Closed after a refusal, what is listed may not be how it is.
    reread();
  };
  const claim = (row: QueueRow) =>
    as(({ name }) => {
      post<ReassessmentWithEvents>(
        `/v1/console/care/reassessments/${row.id}/claim`,
        { by: name },
        row.version,
      )
        .then((answer) => {
          client.setQueryData(['care-reassessment', row.id], answer);
          did(`You have claimed “${row.whyNow}” of ${shortId(row.personId)}.`);
        })
        .catch((error: unknown) => {
          const text = error instanceof ApiError ? refusal(error) : 'It did not work.';
          setNotice({ text: `Not claimed. ${text}`, bad: true });
          reread();
        });
    });
  return {
    notice,
    snoozing,
    handingOff,
    claim,
    snooze: (row: QueueRow) => as(() => setSnoozing(row)),
    handOff: (row: QueueRow) => as(() => setHandingOff(row)),
    did,
    close,
  };
}

export type QueueActs = ReturnType<typeof useQueueActs>;
