import { cx, MILD, Teller, WORSE } from './teller.js';
import type { Told } from './told.js';

// A made-up hospital and a made-up network tell of people who go through everything that moves or undoes
// a reassessment or a placement. Times count back from one moment, so that nothing grows old.

const merging = (who: string) => `MRG|${cx(who)}`;
const days = (n: number) => n * 24;

type Chapter = (tell: Teller) => void;

/** Each is told of people of its own, so that a difference leads to what it is about. */
export const CHAPTERS: Readonly<Record<string, Chapter>> = {
  'a detox that ends, rated twice before and once long before': (tell) => {
    tell.adt('A01', days(6), 'ana', tell.visit('V-ana', 'DETOX'));
    tell.rated('ana', days(5), WORSE);
    tell.rated('ana', days(1) + 20, { ...MILD, d5: 3 });
    tell.rated('ana', days(1) + 3);
    tell.adt('A03', days(1), 'ana', tell.visit('V-ana', 'DETOX', { ended: days(1) }));
  },
  'a discharge that is cancelled, and another that is cancelled and told again': (tell) => {
    tell.rated('ben', 31);
    tell.adt('A01', days(5), 'ben', tell.visit('V-ben', 'DETOX'));
    tell.adt('A03', 30, 'ben', tell.visit('V-ben', 'DETOX', { ended: 30 }));
    tell.adt('A13', 29, 'ben', tell.visit('V-ben', 'DETOX'));
    tell.rated('bea', 31);
    tell.adt('A03', 30, 'bea', tell.visit('V-bea', 'DETOX', { ended: 30 }));
    tell.adt('A13', 29, 'bea', tell.visit('V-bea', 'DETOX'));
    tell.adt('A03', 28, 'bea', tell.visit('V-bea', 'DETOX', { ended: 28 }));
  },
  'an admission that is cancelled after its discharge': (tell) => {
    tell.adt('A01', days(4), 'cem', tell.visit('V-cem', 'DETOX'));
    tell.rated('cem', 41);
    tell.adt('A03', 40, 'cem', tell.visit('V-cem', 'DETOX', { ended: 40 }));
    tell.adt('A11', 39, 'cem', tell.visit('V-cem', 'DETOX'));
  },
  'a step-down that is planned, and one whose plan is called off': (tell) => {
    for (const who of ['dov', 'dee']) {
      tell.adt('A01', days(30), who, tell.visit(`V-${who}`, 'RES'));
      tell.rated(who, 20);
      tell.adt('A16', 19, who, tell.visit(`V-${who}`, 'RES', { ended: -days(3) }));
    }
    tell.adt('A25', 18, 'dee', tell.visit('V-dee', 'RES'));
  },
  'a residential stay that ends, whose plan had been told': (tell) => {
    tell.adt('A01', days(40), 'eva', tell.visit('V-eva', 'RES'));
    tell.rated('eva', days(2) + 2);
    tell.adt('A16', days(2), 'eva', tell.visit('V-eva', 'RES', { ended: 6 }));
    tell.rated('eva', 8);
    tell.adt('A03', 6, 'eva', tell.visit('V-eva', 'RES', { ended: 6 }));
  },
  'two returns to use, and two of which one was never true': (tell) => {
    for (const who of ['fay', 'flo']) tell.returned(who, days(9));
    const wrong = [tell.returned('fay', days(2)), tell.returned('flo', days(2))];
    for (const who of ['fay', 'flo']) tell.rated(who, days(2) + 1);
    tell.cancelled(wrong[1]!, days(1));
  },
  'two records of one person, one detox each': (tell) => {
    tell.rated('gil', 62);
    tell.adt('A03', 60, 'gil', tell.visit('V-gil', 'DETOX', { from: days(7), ended: 60 }));
    tell.rated('gus', 22);
    tell.adt('A03', 20, 'gus', tell.visit('V-gus', 'RES', { from: 50, ended: 20 }));
    tell.adt('A40', 10, 'gil', undefined, merging('gus'));
  },
  'three records that are merged one into the next': (tell) => {
    tell.adt('A01', days(5), 'hal', tell.visit('V-hal', 'DETOX'));
    tell.returned('hob', days(8));
    tell.rated('hue', days(1) + 1);
    tell.adt('A47', 9, 'hob', undefined, merging('hue'));
    tell.adt('A40', 8, 'hal', undefined, merging('hob'));
    tell.adt('A03', days(1), 'hal', tell.visit('V-hal', 'DETOX', { ended: days(1) }));
  },
  'a detox that goes on as residential care, and one that left against advice': (tell) => {
    tell.adt('A01', days(6), 'ida', tell.visit('V-ida', 'DETOX'));
    tell.adt('A02', days(2), 'ida', tell.visit('V-ida', 'RES'));
    tell.adt('A01', days(3), 'ivo', tell.visit('V-ivo', 'DETOX'));
    tell.adt('A03', days(1), 'ivo', tell.visit('V-ivo', 'DETOX', { ended: days(1), as: '07' }));
  },
  'corrections: of the kind of care, of the end, and of how it ended': (tell) => {
    tell.adt('A01', days(5), 'jan', tell.visit('V-jan', ''));
    tell.adt('A08', days(4), 'jan', tell.visit('V-jan', 'DETOX'));
    tell.rated('jan', 33);
    tell.adt('A03', 30, 'jan', tell.visit('V-jan', 'DETOX', { ended: 30 }));
    tell.adt('A03', 29, 'jan', tell.visit('V-jan', 'DETOX', { ended: 31 }));
    tell.adt('A08', 28, 'jan', tell.visit('V-jan', 'DETOX', { from: days(5) + 1 }));
  },
  'an overdose in an emergency department, after a detox': (tell) => {
    tell.rated('leo', days(3) + 2);
    tell.adt('A03', days(3), 'leo', tell.visit('V-leo1', 'DETOX', { ended: days(3) }));
    tell.poisoned('V-leo2', days(1), 'leo');
    tell.rated('leo', days(1) - 1);
  },
  'a visit that was somebody else’s, told of before and after it moved': (tell) => {
    tell.adt('A01', days(6), 'nat', tell.visit('V-nat', 'RES'));
    tell.adt('A01', days(5), 'nat', tell.visit('V-ned', 'DETOX'));
    tell.rated('nat', days(2) + 2);
    tell.rated('ned', days(2) + 2);
    tell.adt('A03', days(2), 'nat', tell.visit('V-ned', 'DETOX', { ended: days(2) }));
    tell.adt('A45', 20, 'ned', tell.visit('V-ned', 'DETOX'), `${merging('nat')}||||V-ned`);
    tell.adt('A08', 19, 'ned', tell.visit('V-ned', 'DETOX', { from: days(5) + 2 }));
    tell.adt('A03', 18, 'nat', tell.visit('V-nat', 'RES', { ended: 18 }));
    tell.poisoned('V-nox', days(12), 'nat');
    tell.adt('A45', days(11), 'ned', tell.visit('V-nox', ''), `${merging('nat')}||||V-nox`);
  },
  'one number that two strangers were given, and reports that name nothing else': (tell) => {
    const [kit, uma] = ['Kit^Alder||19800101|M', 'Birch^Uma||19620505|F'].map((is) => ({
      ...{ number: 'kit', is },
    }));
    tell.adtOf('A01', days(8), kit!, tell.visit('V-kit1', 'DETOX', { from: days(8) }));
    tell.rated('kit', days(5) + 2, WORSE);
    tell.adtOf('A03', days(5), kit!, tell.visit('V-kit1', 'DETOX', { ended: days(5) }));
    tell.adtOf('A01', days(3), uma!, tell.visit('V-kit2', 'DETOX', { from: days(3) }));
    tell.rated('kit', 31);
    tell.adtOf('A03', 30, uma!, tell.visit('V-kit2', 'DETOX', { ended: 30 }));
    tell.adtOf('A31', 12, kit!, tell.visit('', ''));
    tell.returned('kit', 10);
  },
  'a visit number that two patients were given, and one that was given twice': (tell) => {
    for (const who of ['pia', 'quin']) tell.rated(who, days(2) + 2);
    tell.adt('A01', days(9), 'pia', tell.visit('V-again', 'DETOX', { from: days(9) }));
    tell.adt('A03', days(2), 'pia', tell.visit('V-again', 'DETOX', { ended: days(2) }));
    tell.adt('A01', days(6), 'quin', tell.visit('V-again', 'DETOX', { from: days(6) }));
    tell.adt('A03', days(2), 'quin', tell.visit('V-again', 'DETOX', { ended: days(2) }));
    const first = { from: days(20), ended: days(16), as: '07' };
    tell.adt('A01', days(20), 'rob', tell.visit('V-rob', 'DETOX', { from: days(20) }));
    tell.adt('A03', days(16), 'rob', tell.visit('V-rob', 'DETOX', first));
    tell.adt('A01', days(5), 'rob', tell.visit('V-rob', 'DETOX', { from: days(5) }));
    tell.rated('rob', 26);
    tell.adt('A03', 25, 'rob', tell.visit('V-rob', 'DETOX', { from: days(5), ended: 25 }));
  },
  'visits without a number': (tell) => {
    tell.adt('A01', days(6), 'sid', tell.visit('', 'DETOX'));
    tell.rated('sid', 45);
    tell.adt('A03', 44, 'sid', tell.visit('', 'DETOX', { from: days(6), ended: 44 }));
    tell.adt('A01', 20, 'sol', tell.visit('', 'RES', { from: 20 }));
    tell.adt('A01', 18, 'sol', tell.visit('', 'RES', { from: 20 }));
  },
  'a discharge that turns out to be against advice, and one that turns out to be a death': (
    tell,
  ) => {
    for (const who of ['tom', 'una']) {
      tell.adt('A01', days(4), who, tell.visit(`V-${who}`, 'DETOX', { from: days(4) }));
      tell.rated(who, 31);
      tell.adt('A03', 30, who, tell.visit(`V-${who}`, 'DETOX', { ended: 30 }));
    }
    tell.adt('A08', 28, 'tom', tell.visit('V-tom', 'DETOX', { ended: 30, as: '07' }));
    tell.adt('A03', 27, 'una', tell.visit('V-una', 'DETOX', { ended: 30, as: '20' }));
  },
  'what happened years ago, to somebody who comes today and to somebody who does not': (tell) => {
    for (const who of ['pam', 'ray']) {
      tell.adt('A01', days(1_200), who, tell.visit(`V-${who}-then`, 'DETOX'));
      const then = tell.visit(`V-${who}-then`, 'DETOX', { ended: days(1_195) });
      tell.adt('A03', days(1_195), who, then);
      tell.adt('A13', days(1_195) - 1, who, tell.visit(`V-${who}-then`, 'DETOX'));
      tell.adt('A03', days(1_195) - 2, who, then);
      for (const ago of [1_100, 1_099, 1_098]) tell.returned(who, days(ago));
      tell.poisoned(`V-${who}-ed`, days(900), who);
    }
    tell.adt('A01', days(5), 'pam', tell.visit('V-pam', 'DETOX'));
    tell.rated('pam', 25);
    tell.adt('A03', 24, 'pam', tell.visit('V-pam', 'DETOX', { ended: 24 }));
  },
  'somebody who dies after a detox': (tell) => {
    tell.rated('max', days(4) + 2);
    tell.adt('A03', days(4), 'max', tell.visit('V-max1', 'DETOX', { ended: days(4) }));
    const died = { from: days(2), ended: days(1), as: '20' };
    tell.adt('A03', days(1), 'max', tell.visit('V-max2', 'RES', died));
  },
};

/** The messages of these chapters, told as of a moment. */
export function story(now: Date, chapters: readonly string[] = Object.keys(CHAPTERS)): Told[] {
  const tell = new Teller(now.getTime());
  for (const name of chapters) CHAPTERS[name]!(tell);
  return tell.told;
}
