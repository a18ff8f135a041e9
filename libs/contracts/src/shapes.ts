import type { Static } from '@sinclair/typebox';
import type { context, determination, ratings, trigger } from './fields.js';

export type CareContext = Static<typeof context>;
export type Ratings = Static<typeof ratings>;
/** One of the six ASAM dimensions, and the risk in it. */
export type Dimension = keyof Ratings;
export type Rating = Ratings[Dimension];
export type TriggerData = Static<typeof trigger>;
/** A level of care with its reasons, as events and the API carry it. */
export type DeterminationData = Static<typeof determination>;
