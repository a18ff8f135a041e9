import type { ActFailure, ActResult, ParkedAct } from '../../../../src/parked/parked.view.js';
import { count, plural, words } from '../../format/labels.js';

/** From this size on an act that cannot be undone asks for the number to be typed. */
const TYPED_FROM = 10;

export const needsTyping = (act: ParkedAct, touched: number): boolean =>
  act === 'discard' && touched >= TYPED_FROM;

export const confirmWord = (touched: number): string => `discard ${touched}`;

/** What will happen, before it does. */
export const actText = (act: ParkedAct, touched: number, noun = 'event'): string =>
  act === 'retry'
    ? `${plural(touched, noun)} will be tried again now, oldest first, and what waits behind ${touched === 1 ? 'it' : 'them'} follows in order.`
    : `${plural(touched, noun)} will be given up for good: ${touched === 1 ? 'its' : 'their'} effect will never happen, and what waits behind goes on.`;

const FAILURES: Readonly<Record<ActFailure['kind'], string>> = {
  'parked-again': 'parked again',
  refused: 'refused',
  unanswered: 'without an answer',
};

/** What came of it: `Of 4 events: 2 applied, 1 ignored, 1 parked again.` Nothing is called done that is not. */
export function resultText({ asked, became, failed, left }: ActResult, noun = 'event'): string {
  const ends = Object.entries(became).map(
    ([end, many]) => `${count(many)} ${words(end).toLowerCase()}`,
  );
  const failures = Object.entries(FAILURES).flatMap(([kind, title]) => {
    const many = failed.filter((failure) => failure.kind === kind).length;
    return many > 0 ? [`${count(many)} ${title}`] : [];
  });
  const all = [
    ...ends,
    ...failures,
    ...(left > 0 ? [`${count(left)} more left in the group`] : []),
  ];
  return asked === 1 && left === 0
    ? `The ${noun}: ${all.join(', ').replace(/^1 /, '')}.`
    : `Of ${plural(asked, noun)}: ${all.join(', ')}.`;
}

/** Why one of them is still there. */
export const failureText = ({ kind, reason }: ActFailure, causeTitle: (cause: string) => string) =>
  kind === 'parked-again' ? `parked again: ${causeTitle(reason)}` : `${FAILURES[kind]}: ${reason}`;
