import { createContext, use } from 'react';
import type { Desk } from './use-desk.js';

export const DeskContext = createContext<Desk | null>(null);

export function useThisDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useThisDesk needs a desk above it');
  return desk;
}
