import { catalogue } from '../catalogue.js';
import { EventVersions } from './event-versions.js';
import type { Upcaster } from './upcaster.js';

/**
 * Every step from a released version of an event to the next one; it only grows. Each version needs
 * its step in the same commit that releases the version after it.
 */
const upcasters: readonly Upcaster[] = [];

/** The versions this release knows. */
export const releasedVersions = new EventVersions(catalogue, upcasters);
