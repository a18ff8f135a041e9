import { ApiError } from '../live/api.js';
import { refusal } from '../screens/care/refusal.js';

/** Why an act was refused, below the form that asked for it; nothing while there is no error. */
export function RefusalNotice({ error }: { readonly error: unknown }) {
  if (!error) return null;
  return (
    <p className="notice is-bad" role="alert">
      {error instanceof ApiError ? refusal(error) : 'It did not work.'}
    </p>
  );
}
