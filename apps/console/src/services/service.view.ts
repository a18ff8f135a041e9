import type { Service } from '../api/names.js';
import type { Observation } from './domain/observe.js';

export type { ServiceState } from './domain/observe.js';

/** How a service stands, by its name. */
export interface ServiceView extends Observation {
  readonly name: Service;
}
