/** The five services with the ports they have unless told otherwise, in the order they start. */
export const SERVICE_PORTS = {
  intake: 3001,
  assessment: 3002,
  scheduling: 3003,
  outcomes: 3004,
  console: 3000,
} as const;

export type LocalServiceName = keyof typeof SERVICE_PORTS;

export const SERVICE_NAMES = Object.keys(SERVICE_PORTS) as readonly LocalServiceName[];

export const DEFAULT_MLLP_PORT = 2575;
