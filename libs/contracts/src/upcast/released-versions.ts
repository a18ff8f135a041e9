import { catalogue } from '../catalogue.js';
import { consentChangedV1ToV2 } from './consent-changed-v1-to-v2.js';
import { EventVersions } from './event-versions.js';
import type { Upcaster } from './upcaster.js';

/**
 * Every step from a released version of an event to the next one; it only grows. Each version needs
 * its step in the same commit that releases the version after it.
 */
const upcasters: readonly Upcaster[] = [consentChangedV1ToV2];

/** The versions this release knows. */
export const releasedVersions = new EventVersions(catalogue, upcasters);
