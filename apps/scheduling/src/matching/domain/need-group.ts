import { deriveId, type ProgramLevel } from '@handrail/domain';
import { needsOf, type Needs } from './needs.js';

/**
 * People with the same needs: the same tracks suit all of them, so that whoever can use a freed place is
 * found by the group, and a changed program is looked at once for all of them.
 */
export interface NeedGroup {
  readonly id: string;
  readonly level: ProgramLevel;
  readonly needs: Needs;
  /** Tracks, by key, that pass every hard filter, whether or not they have room. */
  readonly suitable: readonly string[];
}

/** Needs that are written otherwise are those of another group, also where they mean the same. */
export const needGroupId = (needs: Needs): string => deriveId(0, 'needs', JSON.stringify(needs));

const parts = (needs: object): string => Object.keys(needs).toSorted().join();
const KNOWN_PARTS = parts(needsOf('OP', {}, { supports: [], withdrawalSetting: null }));

/** Whether needs that were stored are made of what needs are made of now, and not by another release. */
export const isOfThisRelease = (needs: object): needs is Needs => parts(needs) === KNOWN_PARTS;
