import { SimulatedNetwork } from '../../testing/simulated-network.js';
import { forecastLine, HORIZON_DAYS } from './forecast-line.js';
import { byMovingAverage } from './moving-average.js';

/** So many networks in which somebody waits; those in which too few do say nothing and are left out. */
const NETWORKS = 200;
const ENOUGH_PEOPLE = 20;

/** How far both were off in a network, in days and on average, and of how many people. */
interface Errors {
  readonly forecast: number;
  readonly average: number;
  readonly measured: number;
}

/** Forecasts a network's line on five days, lets time pass, and compares with what came. */
function errorsOf(seed: number): Errors {
  const network = new SimulatedNetwork(seed);
  network.run(400);
  const made: Array<{ id: string; likely: number; average: number }> = [];
  for (let round = 0; round < 5; round += 1) {
    const likely = forecastLine(network.lineAhead());
    const lately = network.placedLately();
    for (const { id, priorityClass, askedOn } of network.waiting) {
      const person = { priorityClass, waitedDays: network.day - askedOn };
      made.push({
        id,
        likely: network.day + (likely.get(id) ?? HORIZON_DAYS),
        average: network.day + (byMovingAverage(person, lately) ?? 0),
      });
    }
    network.run(12);
  }
  network.run(300);
  const placedOn = new Map(network.people.map((person) => [person.id, person.placedOn]));
  const known = made.flatMap(({ id, likely, average }) => {
    const actual = placedOn.get(id) ?? null;
    return actual === null
      ? []
      : [{ forecast: Math.abs(likely - actual), average: Math.abs(average - actual) }];
  });
  const meanOf = (which: 'forecast' | 'average') =>
    known.reduce((sum, errors) => sum + errors[which], 0) / known.length;
  return { forecast: meanOf('forecast'), average: meanOf('average'), measured: known.length };
}

function errorsOfNetworks(): Errors[] {
  const errors: Errors[] = [];
  for (let seed = 1; errors.length < NETWORKS; seed += 1) {
    const ofOne = errorsOf(seed);
    if (ofOne.measured >= ENOUGH_PEOPLE) errors.push(ofOne);
  }
  return errors;
}

describe(`The forecast of the waiting list, on ${NETWORKS} made-up networks`, () => {
  const networks = errorsOfNetworks();
  const meanOf = (which: 'forecast' | 'average') =>
    networks.reduce((sum, errors) => sum + errors[which], 0) / networks.length;

  it('is off by fewer days than a moving average of the last 30 days in at least nine of ten', () => {
    const better = networks.filter(({ forecast, average }) => forecast < average);
    expect(better.length).toBeGreaterThanOrEqual(0.9 * NETWORKS);
  });

  it('is off by less than two thirds of what the moving average is, over all of them', () => {
    expect(meanOf('forecast')).toBeLessThan((2 / 3) * meanOf('average'));
  });
});
