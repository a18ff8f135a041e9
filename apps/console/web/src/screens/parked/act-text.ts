import type { ParkedAct } from '../../../../src/api/parked.js';
import { plural } from '../../format/labels.js';

/** From this size on an act that cannot be undone asks for the number to be typed. */
const TYPED_FROM = 10;

export const needsTyping = (act: ParkedAct, touched: number): boolean =>
  act === 'discard' && touched >= TYPED_FROM;

export const confirmWord = (touched: number): string => `discard ${touched}`;

/** What will happen, before it does. */
export const actText = (act: ParkedAct, touched: number): string =>
  act === 'retry'
    ? `${plural(touched, 'event')} will be tried again now, oldest first, and what waits behind ${touched === 1 ? 'it' : 'them'} follows in order.`
    : `${plural(touched, 'event')} will be given up for good: ${touched === 1 ? 'its' : 'their'} effect will never happen, and what waits behind goes on.`;
