import type { Random } from './random.js';

/** An invented person. No name, number or address belongs to anybody. */
export interface SimulatedPerson {
  readonly mrn: string;
  readonly family: string;
  readonly given: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  readonly city: string;
  readonly region: 'boston' | 'worcester' | 'springfield';
}

const FAMILY: readonly [string, ...string[]] = [
  ...(['Alder', 'Brightwater', 'Caldbeck', 'Dunmore', 'Eastlake', 'Fairhollow'] as const),
  ...['Greywell', 'Hartsong', 'Inglewood', 'Kestrel', 'Larkspur', 'Marrow', 'Northcote'],
  ...['Oakhurst', 'Pemberley', 'Quillon', 'Redfern', 'Silverton', 'Thornbury', 'Westmark'],
];
const GIVEN = {
  female: ['Ada', 'Bea', 'Cora', 'Dina', 'Elsa', 'Faye', 'Greta', 'Hana', 'Iris', 'June'],
  male: ['Abel', 'Boyd', 'Carl', 'Dion', 'Emil', 'Ford', 'Glen', 'Hugo', 'Ivan', 'Joel'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
const CITIES = { boston: 'Boston', worcester: 'Worcester', springfield: 'Springfield' } as const;

/** Makes people whose numbers no earlier or later run uses: the run's own mark is part of them. */
export class People {
  readonly #run: string;
  readonly #random: Random;
  #count = 0;

  constructor(run: string, random: Random) {
    this.#run = run;
    this.#random = random;
  }

  next(): SimulatedPerson {
    this.#count += 1;
    const random = this.#random;
    const sex = random.pick(['female', 'male']);
    const region = random.weighted([
      ['boston', 5],
      ['worcester', 3],
      ['springfield', 2],
    ]);
    const two = (value: number) => String(value).padStart(2, '0');
    return {
      mrn: `${this.#run}${String(this.#count).padStart(4, '0')}`.toUpperCase(),
      family: random.pick(FAMILY),
      given: random.pick(GIVEN[sex]),
      birthDate: `${random.between(1955, 2004)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
      sex,
      city: CITIES[region],
      region,
    };
  }
}
