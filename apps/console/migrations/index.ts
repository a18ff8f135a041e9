import { CreateReadModel1763780000000 } from './1763780000000-create-read-model.js';

/** In the order they run. */
export const migrations = [CreateReadModel1763780000000];
