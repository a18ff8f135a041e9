import { CreateReadModel1763780000000 } from './1763780000000-create-read-model.js';
import { AddMergedPerson1763792000000 } from './1763792000000-add-merged-person.js';
import { AddPlacementRequest1796700000000 } from './1796700000000-add-placement-request.js';
import { SignIn1796800060000 } from './1796800060000-sign-in.js';
import { FindByShortForm1796913000000 } from './1796913000000-find-by-short-form.js';
import { ShownOfPlacements1796916000000 } from './1796916000000-shown-of-placements.js';

/** In the order they run. */
export const migrations = [
  CreateReadModel1763780000000,
  AddMergedPerson1763792000000,
  AddPlacementRequest1796700000000,
  SignIn1796800060000,
  FindByShortForm1796913000000,
  ShownOfPlacements1796916000000,
];
