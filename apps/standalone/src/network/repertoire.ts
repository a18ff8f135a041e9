import {
  askedFor,
  closed,
  declined,
  leftProgram,
  needsHome,
  neverCame,
  plansMove,
  pregnancy,
} from './placement-stories.js';
import {
  detox,
  leftEarly,
  mistaken,
  planned,
  repeatedReturn,
  residential,
  unknownRisk,
  unsafeHome,
  type Story,
  type World,
} from './story.js';

/** One story of each trigger comes first, so that a watcher sees all three within a minute. */
export const openingStories = (world: World): Story[] => [
  detox(world),
  residential(world),
  repeatedReturn(world),
];

/** Another story, drawn by how common it is. */
export const anyStory = (world: World): Story =>
  world.random.weighted<(world: World) => Story>([
    [detox, 8],
    [residential, 4],
    [planned, 2],
    [repeatedReturn, 3],
    [mistaken, 1],
    [unknownRisk, 1],
    [unsafeHome, 1],
    [leftEarly, 1],
    [leftProgram, 1],
    [plansMove, 1],
    [neverCame, 1],
    [declined, 1],
    [pregnancy, 1],
    [needsHome, 2],
    [closed, 1],
    [askedFor, 2],
  ])(world);
