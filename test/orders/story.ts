import { cx, MILD, Teller, WORSE } from './teller.js';
import type { Told } from './told.js';

// A made-up hospital and a made-up network tell of people who go through everything that moves or undoes
// a reassessment or a placement. Times count back from one moment, so that nothing grows old.

const merging = (who: string) => `MRG|${cx(who)}`;
const days = (n: number) => n * 24;

type Chapter = (teller: Teller) => void;

/** Each is told of people of its own, so that a difference leads to what it is about. */
export const CHAPTERS: Readonly<Record<string, Chapter>> = {
  'a detox that ends, rated twice before and once long before': (teller) => {
    teller.adt('A01', days(6), 'ana', teller.visit('V-ana', 'DETOX'));
    teller.rated('ana', days(5), WORSE);
    teller.rated('ana', days(1) + 20, { ...MILD, d5: 3 });
    teller.rated('ana', days(1) + 3);
    teller.adt('A03', days(1), 'ana', teller.visit('V-ana', 'DETOX', { ended: days(1) }));
  },
  'a discharge that is cancelled, and another that is cancelled and told again': (teller) => {
    teller.rated('ben', 31);
    teller.adt('A01', days(5), 'ben', teller.visit('V-ben', 'DETOX'));
    teller.adt('A03', 30, 'ben', teller.visit('V-ben', 'DETOX', { ended: 30 }));
    teller.adt('A13', 29, 'ben', teller.visit('V-ben', 'DETOX'));
    teller.rated('bea', 31);
    teller.adt('A03', 30, 'bea', teller.visit('V-bea', 'DETOX', { ended: 30 }));
    teller.adt('A13', 29, 'bea', teller.visit('V-bea', 'DETOX'));
    teller.adt('A03', 28, 'bea', teller.visit('V-bea', 'DETOX', { ended: 28 }));
  },
  'an admission that is cancelled after its discharge': (teller) => {
    teller.adt('A01', days(4), 'cem', teller.visit('V-cem', 'DETOX'));
    teller.rated('cem', 41);
    teller.adt('A03', 40, 'cem', teller.visit('V-cem', 'DETOX', { ended: 40 }));
    teller.adt('A11', 39, 'cem', teller.visit('V-cem', 'DETOX'));
  },
  'a step-down that is planned, and one whose plan is called off': (teller) => {
    for (const who of ['dov', 'dee']) {
      teller.adt('A01', days(30), who, teller.visit(`V-${who}`, 'RES'));
      teller.rated(who, 20);
      teller.adt('A16', 19, who, teller.visit(`V-${who}`, 'RES', { ended: -days(3) }));
    }
    teller.adt('A25', 18, 'dee', teller.visit('V-dee', 'RES'));
  },
  'a residential stay that ends, whose plan had been told': (teller) => {
    teller.adt('A01', days(40), 'eva', teller.visit('V-eva', 'RES'));
    teller.rated('eva', days(2) + 2);
    teller.adt('A16', days(2), 'eva', teller.visit('V-eva', 'RES', { ended: 6 }));
    teller.rated('eva', 8);
    teller.adt('A03', 6, 'eva', teller.visit('V-eva', 'RES', { ended: 6 }));
  },
  'two returns to use, and two of which one was never true': (teller) => {
    for (const who of ['fay', 'flo']) teller.returned(who, days(9));
    const wrong = [teller.returned('fay', days(2)), teller.returned('flo', days(2))];
    for (const who of ['fay', 'flo']) teller.rated(who, days(2) + 1);
    teller.cancelled(wrong[1]!, days(1));
  },
  'two records of one person, one detox each': (teller) => {
    teller.rated('gil', 62);
    teller.adt('A03', 60, 'gil', teller.visit('V-gil', 'DETOX', { from: days(7), ended: 60 }));
    teller.rated('gus', 22);
    teller.adt('A03', 20, 'gus', teller.visit('V-gus', 'RES', { from: 50, ended: 20 }));
    teller.adt('A40', 10, 'gil', undefined, merging('gus'));
  },
  'three records that are merged one into the next': (teller) => {
    teller.adt('A01', days(5), 'hal', teller.visit('V-hal', 'DETOX'));
    teller.returned('hob', days(8));
    teller.rated('hue', days(1) + 1);
    teller.adt('A47', 9, 'hob', undefined, merging('hue'));
    teller.adt('A40', 8, 'hal', undefined, merging('hob'));
    teller.adt('A03', days(1), 'hal', teller.visit('V-hal', 'DETOX', { ended: days(1) }));
  },
  'a detox that goes on as residential care, and one that left against advice': (teller) => {
    teller.adt('A01', days(6), 'ida', teller.visit('V-ida', 'DETOX'));
    teller.adt('A02', days(2), 'ida', teller.visit('V-ida', 'RES'));
    teller.adt('A01', days(3), 'ivo', teller.visit('V-ivo', 'DETOX'));
    teller.adt('A03', days(1), 'ivo', teller.visit('V-ivo', 'DETOX', { ended: days(1), as: '07' }));
  },
  'corrections: of the kind of care, of the end, and of how it ended': (teller) => {
    teller.adt('A01', days(5), 'jan', teller.visit('V-jan', ''));
    teller.adt('A08', days(4), 'jan', teller.visit('V-jan', 'DETOX'));
    teller.rated('jan', 33);
    teller.adt('A03', 30, 'jan', teller.visit('V-jan', 'DETOX', { ended: 30 }));
    teller.adt('A03', 29, 'jan', teller.visit('V-jan', 'DETOX', { ended: 31 }));
    teller.adt('A08', 28, 'jan', teller.visit('V-jan', 'DETOX', { from: days(5) + 1 }));
  },
  'an overdose in an emergency department, after a detox': (teller) => {
    teller.rated('leo', days(3) + 2);
    teller.adt('A03', days(3), 'leo', teller.visit('V-leo1', 'DETOX', { ended: days(3) }));
    teller.poisoned('V-leo2', days(1), 'leo');
    teller.rated('leo', days(1) - 1);
  },
  'a visit that was somebody else’s, told of before and after it moved': (teller) => {
    teller.adt('A01', days(6), 'nat', teller.visit('V-nat', 'RES'));
    teller.adt('A01', days(5), 'nat', teller.visit('V-ned', 'DETOX'));
    teller.rated('nat', days(2) + 2);
    teller.rated('ned', days(2) + 2);
    teller.adt('A03', days(2), 'nat', teller.visit('V-ned', 'DETOX', { ended: days(2) }));
    teller.adt('A45', 20, 'ned', teller.visit('V-ned', 'DETOX'), `${merging('nat')}||||V-ned`);
    teller.adt('A08', 19, 'ned', teller.visit('V-ned', 'DETOX', { from: days(5) + 2 }));
    teller.adt('A03', 18, 'nat', teller.visit('V-nat', 'RES', { ended: 18 }));
    teller.poisoned('V-nox', days(12), 'nat');
    teller.adt('A45', days(11), 'ned', teller.visit('V-nox', ''), `${merging('nat')}||||V-nox`);
  },
  'one number that two strangers were given, and reports that name nothing else': (teller) => {
    const [kit, uma] = ['Kit^Alder||19800101|M', 'Birch^Uma||19620505|F'].map((is) => ({
      ...{ number: 'kit', is },
    }));
    teller.adtOf('A01', days(8), kit!, teller.visit('V-kit1', 'DETOX', { from: days(8) }));
    teller.rated('kit', days(5) + 2, WORSE);
    teller.adtOf('A03', days(5), kit!, teller.visit('V-kit1', 'DETOX', { ended: days(5) }));
    teller.adtOf('A01', days(3), uma!, teller.visit('V-kit2', 'DETOX', { from: days(3) }));
    teller.rated('kit', 31);
    teller.adtOf('A03', 30, uma!, teller.visit('V-kit2', 'DETOX', { ended: 30 }));
    teller.adtOf('A31', 12, kit!, teller.visit('', ''));
    teller.returned('kit', 10);
  },
  'a visit number that two patients were given, and one that was given twice': (teller) => {
    for (const who of ['pia', 'quin']) teller.rated(who, days(2) + 2);
    teller.adt('A01', days(9), 'pia', teller.visit('V-again', 'DETOX', { from: days(9) }));
    teller.adt('A03', days(2), 'pia', teller.visit('V-again', 'DETOX', { ended: days(2) }));
    teller.adt('A01', days(6), 'quin', teller.visit('V-again', 'DETOX', { from: days(6) }));
    teller.adt('A03', days(2), 'quin', teller.visit('V-again', 'DETOX', { ended: days(2) }));
    const first = { from: days(20), ended: days(16), as: '07' };
    teller.adt('A01', days(20), 'rob', teller.visit('V-rob', 'DETOX', { from: days(20) }));
    teller.adt('A03', days(16), 'rob', teller.visit('V-rob', 'DETOX', first));
    teller.adt('A01', days(5), 'rob', teller.visit('V-rob', 'DETOX', { from: days(5) }));
    teller.rated('rob', 26);
    teller.adt('A03', 25, 'rob', teller.visit('V-rob', 'DETOX', { from: days(5), ended: 25 }));
  },
  'visits without a number': (teller) => {
    teller.adt('A01', days(6), 'sid', teller.visit('', 'DETOX'));
    teller.rated('sid', 45);
    teller.adt('A03', 44, 'sid', teller.visit('', 'DETOX', { from: days(6), ended: 44 }));
    teller.adt('A01', 20, 'sol', teller.visit('', 'RES', { from: 20 }));
    teller.adt('A01', 18, 'sol', teller.visit('', 'RES', { from: 20 }));
  },
  'a discharge that turns out to be against advice, and one that turns out to be a death': (
    teller,
  ) => {
    for (const who of ['tom', 'una']) {
      teller.adt('A01', days(4), who, teller.visit(`V-${who}`, 'DETOX', { from: days(4) }));
      teller.rated(who, 31);
      teller.adt('A03', 30, who, teller.visit(`V-${who}`, 'DETOX', { ended: 30 }));
    }
    teller.adt('A08', 28, 'tom', teller.visit('V-tom', 'DETOX', { ended: 30, as: '07' }));
    teller.adt('A03', 27, 'una', teller.visit('V-una', 'DETOX', { ended: 30, as: '20' }));
  },
  'what happened years ago, to somebody who comes today and to somebody who does not': (teller) => {
    for (const who of ['pam', 'ray']) {
      teller.adt('A01', days(1_200), who, teller.visit(`V-${who}-then`, 'DETOX'));
      const then = teller.visit(`V-${who}-then`, 'DETOX', { ended: days(1_195) });
      teller.adt('A03', days(1_195), who, then);
      teller.adt('A13', days(1_195) - 1, who, teller.visit(`V-${who}-then`, 'DETOX'));
      teller.adt('A03', days(1_195) - 2, who, then);
      for (const ago of [1_100, 1_099, 1_098]) teller.returned(who, days(ago));
      teller.poisoned(`V-${who}-ed`, days(900), who);
    }
    teller.adt('A01', days(5), 'pam', teller.visit('V-pam', 'DETOX'));
    teller.rated('pam', 25);
    teller.adt('A03', 24, 'pam', teller.visit('V-pam', 'DETOX', { ended: 24 }));
  },
  'somebody who dies after a detox': (teller) => {
    teller.rated('max', days(4) + 2);
    teller.adt('A03', days(4), 'max', teller.visit('V-max1', 'DETOX', { ended: days(4) }));
    const died = { from: days(2), ended: days(1), as: '20' };
    teller.adt('A03', days(1), 'max', teller.visit('V-max2', 'RES', died));
  },
};

/** The messages of these chapters, told as of a moment. */
export function story(now: Date, chapters: readonly string[] = Object.keys(CHAPTERS)): Told[] {
  const teller = new Teller(now.getTime());
  for (const name of chapters) CHAPTERS[name]!(teller);
  return teller.messages;
}
