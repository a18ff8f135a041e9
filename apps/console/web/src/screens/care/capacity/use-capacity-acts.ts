import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { ApiError, post } from '../../../live/api.js';
import { refusal } from '../refusal.js';
import { useWorker } from '../worker.js';

export const CAPACITY_PATH = '/v1/console/care/capacity-board';
export const NOTICES_PATH = '/v1/console/care/notices';

/** Where the acts on a track are sent. */
export const trackPath = ({ programId, trackId }: CapacityRow): string =>
  `/v1/console/care/programs/${encodeURIComponent(programId)}/tracks/${encodeURIComponent(trackId)}`;

export type CapacityDialog = 'block' | 'places' | 'close' | 'link';

/** Which dialog is open for which track, and what was done last. */
export function useCapacityActs() {
  const { as } = useWorker();
  const client = useQueryClient();
  const [open, setOpen] = useState<{ dialog: CapacityDialog; row: CapacityRow } | null>(null);
  const [notice, setNotice] = useState<{ text: string; bad: boolean } | null>(null);
  // More places or fewer may fill a program up: what is owed to the State is read again, too.
  const reread = () => {
    for (const path of [CAPACITY_PATH, NOTICES_PATH])
      void client.invalidateQueries({ queryKey: ['list', path] });
  };
  return {
    open,
    notice,
    ask: (dialog: CapacityDialog, row: CapacityRow) => as(() => setOpen({ dialog, row })),
    close: () => {
      setOpen(null);
      reread();
    },
    did: (text: string) => {
      setNotice({ text, bad: false });
      reread();
    },
    unblock: (row: CapacityRow, blockId: string) =>
      as(({ name }) => {
        post(`${trackPath(row)}/unblock`, { by: name, reason: 'over', blockId }, row.version)
          .then(() => setNotice({ text: `${row.programName}: in service again.`, bad: false }))
          .catch((error: unknown) => {
            const text = error instanceof ApiError ? refusal(error) : 'It did not work.';
            setNotice({ text: `Nothing was changed. ${text}`, bad: true });
          })
          .finally(reread);
      }),
  };
}

export type BoardActs = ReturnType<typeof useCapacityActs>;
