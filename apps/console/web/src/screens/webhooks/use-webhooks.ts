import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Webhook } from '../../../../src/api/webhooks.js';
import { api } from '../../live/api.js';

export const WEBHOOKS_PATH = '/v1/console/webhooks';

export const webhookPath = (id: string): string => `${WEBHOOKS_PATH}/${encodeURIComponent(id)}`;
export const deliveriesPath = (id: string): string => `${webhookPath(id)}/deliveries`;

/** Attempts happen without an event that says so: what is shown is read again by itself. */
export const REREAD_MS = 3_000;

export const useWebhook = (id: string) =>
  useQuery({
    queryKey: ['webhook', id],
    queryFn: () => api<Webhook>(webhookPath(id)),
    refetchInterval: REREAD_MS,
  });

/** Reads a receiver, its deliveries and the list of all anew, after somebody acted. */
export function useRereadWebhook(id: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['webhook', id] });
    for (const path of [WEBHOOKS_PATH, deliveriesPath(id)])
      void client.invalidateQueries({ queryKey: ['list', path] });
  };
}
