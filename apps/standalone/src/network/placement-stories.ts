import type { IdentifiedPerson } from './care-network.js';
import type { Acknowledged } from './source.js';
import {
  admitted,
  daysAgo,
  discharged,
  MODERATE,
  openCase,
  rated,
  type StoryStep,
  type World,
} from './story.js';

// What becomes of places: people leave programs, plans move, nobody comes, programs decline and close.

const NO_PLACE: Acknowledged = { ok: true, text: 'no place yet' };

function somebody(world: World): IdentifiedPerson {
  const { identifierSystem } = world.random.pick(world.hospitals);
  return { person: world.people.next(), identifierSystem };
}

/** A detox that ends today, rated so that intensive outpatient care follows. */
function* detoxToday(world: World): Generator<StoryStep, IdentifiedPerson, undefined> {
  const opened = openCase(world, 'detox', 5);
  yield admitted(opened);
  yield rated(world, opened, MODERATE, daysAgo(0.05));
  yield discharged(opened, new Date());
  return opened;
}

/** Who leaves an outpatient program early gives the place back and is looked for. */
export function* leftProgram(world: World): Generator<StoryStep, void, undefined> {
  const known = yield* detoxToday(world);
  const stay = {
    ...{ id: world.newVisitNumber(), facility: 'bay-state-iop' },
    setting: 'intensive-outpatient',
  };
  const from = world.care.title;
  yield {
    ...{ from, what: 'intensive outpatient care began' },
    send: () => world.care.startStay(known, stay, new Date()),
  };
  yield {
    ...{ from, what: 'left the program against advice' },
    send: () => world.care.endStay(known, stay, new Date(), 'against-advice'),
  };
}

/** A planned discharge moves later, and then the person leaves sooner. */
export function* plansMove(world: World): Generator<StoryStep, void, undefined> {
  const known = somebody(world);
  const stay = {
    ...{ id: world.newVisitNumber(), facility: 'harborlight-house', setting: 'residential' },
  };
  const from = world.care.title;
  yield {
    ...{ from, what: 'residential stay began' },
    send: () => world.care.startStay(known, stay, daysAgo(26)),
  };
  yield rated(world, known, MODERATE, daysAgo(0.1));
  yield {
    ...{ from, what: 'step-down planned in 3 days' },
    send: () => world.care.planStepDown(known, stay, daysAgo(-3)),
  };
  yield {
    ...{ from, what: 'step-down moved to 6 days ahead' },
    send: () => world.care.planStepDown(known, stay, daysAgo(-6)),
  };
  yield {
    ...{ from, what: 'residential stay ended sooner, completed' },
    send: () => world.care.endStay(known, stay, new Date(), 'completed'),
  };
}

/** Nobody comes to the first day of a place, as its program reports. */
export function* neverCame(world: World): Generator<StoryStep, void, undefined> {
  const known = yield* detoxToday(world);
  yield {
    ...{ from: world.desk.title, what: 'nobody came to the first session' },
    send: async () => {
      const place = await world.desk.placeOf(known);
      if (!place?.startsOn) return NO_PLACE;
      return await world.care.recordNoShow(
        known,
        place.id,
        new Date(`${place.startsOn}T17:00:00Z`),
      );
    },
  };
}

/** A program that was asked has no room after all; the person keeps the place in line. */
export function* declined(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'residential', 30);
  yield admitted(opened);
  yield rated(world, opened, { ...MODERATE, d5: 3 }, daysAgo(0.05));
  yield discharged(opened, new Date());
  yield {
    ...{ from: world.desk.title, what: 'offer declined, no room' },
    send: () => world.desk.decline(opened, 'full'),
  };
}

/** A pregnancy becomes known while the person waits: they go to the front of the line. */
export function* pregnancy(world: World): Generator<StoryStep, void, undefined> {
  const known = yield* detoxToday(world);
  const pregnant = { pregnant: true };
  yield { ...rated(world, known, MODERATE, new Date(), pregnant), what: 'pregnancy recorded' };
}

/** Intensive outpatient care is enough, and home is not: a bed in a recovery residence comes beside it. */
export function* needsHome(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 5);
  yield admitted(opened);
  const unstable = { housing: 'unstable' };
  yield rated(world, opened, { ...MODERATE, d6: 3 }, daysAgo(0.05), unstable);
  yield discharged(opened, new Date());
  yield {
    ...{ from: world.desk.title, what: 'moved into a recovery residence' },
    send: () => world.desk.moveIn(opened),
  };
}

/** A program closes for a day of training. */
export function* closed(world: World): Generator<StoryStep, void, undefined> {
  const day = daysAgo(-world.random.between(20, 60)).toISOString().slice(0, 10);
  const share = world.random.next();
  yield {
    ...{ from: world.desk.title, what: 'closed for a day of training' },
    send: () => world.desk.closeFor(day, (count) => Math.floor(share * count)),
  };
}

/** The family asks for care of somebody nobody treats yet. */
export function* askedFor(world: World): Generator<StoryStep, void, undefined> {
  const known = somebody(world);
  const context = { region: known.person.region, injecting: world.random.chance(0.3) };
  yield {
    ...{ from: world.care.title, what: 'the family asked for care' },
    send: () => world.care.askForCare(known, context, daysAgo(0.02)),
  };
  yield rated(world, known, MODERATE, daysAgo(0.01), context);
  yield {
    ...{ from: world.care.title, what: 'drug test recorded' },
    send: () => world.care.recordDrugTest(known, ['fentanyl'], new Date()),
  };
}
