import { useRef, useState, type ChangeEvent } from 'react';
import type { CareRequestTaken } from '../../../../../src/api/care-requests.js';
import { post } from '../../../live/api.js';
import { EMPTY, typedRequest, type RequestForm } from './typed-request.js';

/** A request while it is typed and sent. One form is one request, however often it is sent. */
export function useRequest() {
  const [form, setForm] = useState<RequestForm>(EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [taken, setTaken] = useState<CareRequestTaken | null>(null);
  const requestId = useRef(crypto.randomUUID());
  const field = (name: keyof RequestForm) => ({
    value: form[name],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      setForm({ ...form, [name]: event.currentTarget.value });
      setTaken(null);
    },
    autoComplete: 'off',
  });
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = typedRequest(form, requestId.current, new Date().toISOString());
      setTaken(await post<CareRequestTaken>('/v1/console/care-requests', body));
      setForm(EMPTY);
      requestId.current = crypto.randomUUID();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { form, field, busy, error, taken, send };
}
