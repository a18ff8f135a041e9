import { randomOf } from '../random.js';
import { Teller } from './teller.js';
import type { Told } from './told.js';

const YEAR_DAYS = 365;
/** What happened longer ago than this is history (domain rule; proposed 30 days). */
const FRESH_DAYS = 30;

/** Whose past is told, and how near to today it comes. */
interface Patients {
  readonly names: readonly string[];
  /** Whole days before today that nothing of them lies in. */
  readonly quietDays: number;
}

/**
 * Ten years of a made-up hospital, told as of a moment: detoxes and residential stays, plans, corrections and
 * cancellations, overdoses, returns to use and ratings. All of it is history on the day it is loaded.
 */
export function pastOf(now: Date, seed: number, patients: readonly Patients[]): Told[] {
  const random = randomOf(seed);
  const teller = new Teller(now.getTime(), 'past-');
  for (const { names, quietDays } of patients)
    for (const name of names) {
      const episodes = 1 + Math.floor(random() * 4);
      for (let n = 0; n < episodes; n += 1) {
        const span = 10 * YEAR_DAYS - quietDays - FRESH_DAYS;
        const ended = quietDays + FRESH_DAYS + 1 + Math.floor(random() * span);
        episode(teller, random, `${name}-then-${n}`, name, ended * 24 + Math.floor(random() * 24));
      }
    }
  return teller.messages;
}

/** One stay that ended so many hours ago, with what is told around it. */
function episode(
  teller: Teller,
  random: () => number,
  visit: string,
  who: string,
  endedAgo: number,
): void {
  const unit = random() < 0.7 ? 'DETOX' : 'RES';
  const began = endedAgo + 24 * (3 + Math.floor(random() * 25));
  const as = random() < 0.25 ? '07' : '01';
  const ended = teller.visit(visit, unit, { from: began, ended: endedAgo, as });
  teller.adt('A01', began, who, teller.visit(visit, unit, { from: began }));
  if (random() < 0.5) teller.rated(who, endedAgo + 2);
  if (unit === 'RES' && random() < 0.5)
    teller.adt('A16', endedAgo + 48, who, teller.visit(visit, unit, { from: began }));
  teller.adt('A03', endedAgo, who, ended);
  const after = random();
  if (after < 0.1) {
    teller.adt('A13', endedAgo - 1, who, teller.visit(visit, unit, { from: began }));
    teller.adt('A03', endedAgo - 2, who, ended);
  } else if (after < 0.25) {
    const corrected = teller.visit(visit, unit, { from: began, ended: endedAgo, as: '07' });
    teller.adt('A08', endedAgo - 3, who, corrected);
  } else if (after < 0.45)
    for (const ago of [20, 18, 15])
      teller.returned(who, Math.max(endedAgo - ago, FRESH_DAYS * 24 + 1));
  else if (after < 0.6)
    teller.poisoned(`${visit}-ed`, Math.max(endedAgo - 200, FRESH_DAYS * 24 + 1), who);
}
