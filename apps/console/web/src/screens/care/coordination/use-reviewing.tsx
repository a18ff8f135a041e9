import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CoordinationItem } from '../../../../../src/api/coordination.js';
import { shortId } from '../../../format/labels.js';
import { ApiError, post } from '../../../live/api.js';
import { useWorker } from '../worker.js';

const PATH = '/v1/console/care/coordination';

/** Which placement is being looked at, what was done last, and the way back. */
export function useReviewing() {
  const { as } = useWorker();
  const client = useQueryClient();
  const [target, setTarget] = useState<CoordinationItem | null>(null);
  const [done, setDone] = useState<CoordinationItem | null>(null);
  const [error, setError] = useState<string | null>(null);
  const reread = () => void client.invalidateQueries({ queryKey: ['list', PATH] });
  const putBack = (item: CoordinationItem) =>
    as(({ name }) => {
      post(`${PATH}/${item.id}/review-again`, { by: name, reason: 'mistake' }, item.version)
        .then(() => setError(null))
        .catch((failed: unknown) =>
          setError(failed instanceof ApiError ? failed.message : 'It did not work.'),
        )
        .finally(() => {
          setDone(null);
          reread();
        });
    });
  return {
    target,
    review: (item: CoordinationItem) => as(() => setTarget(item)),
    close: () => setTarget(null),
    reviewed: (after: CoordinationItem) => {
      setDone(after);
      setError(null);
      reread();
    },
    notice: (
      <div role="status">
        {done ? (
          <p className="notice">
            The placement of {shortId(done.personId)} is off the list.{' '}
            <button type="button" className="button small" onClick={() => putBack(done)}>
              Put it back
            </button>
          </p>
        ) : null}
        {error ? <p className="notice is-bad">{error}</p> : null}
      </div>
    ),
  };
}
