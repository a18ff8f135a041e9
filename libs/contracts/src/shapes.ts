import type { Static } from '@sinclair/typebox';
import type { context, determination, ratings, trigger } from './fields.js';

export type CareContext = Static<typeof context>;
export type Ratings = Static<typeof ratings>;
export type TriggerData = Static<typeof trigger>;
/** A level of care with its reasons, as events and the API carry it. */
export type DeterminationData = Static<typeof determination>;
