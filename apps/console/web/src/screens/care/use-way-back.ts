import { useState } from 'react';
import { ApiError, post } from '../../live/api.js';

interface WayBack {
  readonly path: string;
  readonly body: object;
  readonly version: number;
}

/** Takes back what was done last; `settled` follows either way, and the error says why it did not work. */
export function useWayBack(settled: () => void) {
  const [error, setError] = useState<string | null>(null);
  const goBack = ({ path, body, version }: WayBack) => {
    post(path, body, version)
      .then(() => setError(null))
      .catch((failed: unknown) =>
        setError(failed instanceof ApiError ? failed.message : 'It did not work.'),
      )
      .finally(settled);
  };
  return { error, goBack, forget: () => setError(null) };
}
