import type { EventContract } from './define-event.js';
import * as assessment from './assessment/index.js';
import * as intake from './intake/index.js';
import * as outcomes from './outcomes/index.js';
import * as scheduling from './scheduling/index.js';

const contexts: readonly object[] = [intake, assessment, scheduling, outcomes];

/** Every released event, found by listing the context folders: adding a file is enough. */
export const catalogue: readonly EventContract[] = contexts.flatMap(
  (context) => Object.values(context) as EventContract[],
);

const byType = new Map(catalogue.map((contract) => [contract.type, contract]));

/** The contract of an event type on the wire, or undefined when nobody released it. */
export const contractOf = (type: string): EventContract | undefined => byType.get(type);
