import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportReport } from '../../../../../src/api/capacity.js';
import { post } from '../../../live/api.js';
import { CAPACITY_PATH } from '../capacity/use-capacity-acts.js';
import { formatOf, summaryOf } from './import-words.js';

const PATH = '/v1/console/care/programs/import';

/** A directory on its way in: it is looked at first, and done by what was shown. */
export function useImport() {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<ImportReport | null>(null);
  const [done, setDone] = useState<{ readonly text: string; readonly undo: string | null } | null>(
    null,
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const send = async (content: string, digest?: string) => {
    setBusy(true);
    setError(null);
    try {
      return await post<ImportReport>(PATH, { format: formatOf(content), content, digest });
    } catch (refused) {
      setError(refused);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const lookAt = async (content: string) => {
    setShown(null);
    setDone(null);
    setShown(await send(content));
  };
  return {
    ...{ text, shown, done, busy, error },
    /** Another text is another directory: what was shown is not it. */
    write: (next: string) => {
      setText(next);
      setShown(null);
      setError(null);
    },
    look: () => lookAt(text),
    apply: async () => {
      const report = shown && (await send(text, shown.digest));
      if (!report) return;
      setShown(null);
      setDone({ text: `Done: ${summaryOf(report)}.`, undo: report.undo });
      void client.invalidateQueries({ queryKey: ['list', CAPACITY_PATH] });
    },
    /** What takes it back is shown like any other directory before it is done. */
    takeBack: async (undo: string) => {
      setText(undo);
      await lookAt(undo);
    },
  };
}
