import { upsert } from '@handrail/messaging';
import type { NeedGroup } from '../matching/domain/need-group.js';

/** Adds groups that are new. What suits one that is there is brought up to date by `weighGroups` alone. */
export const addGroups = upsert<NeedGroup>(
  'need_group',
  {
    id: ['uuid', ({ id }) => id],
    level: ['text', ({ level }) => level],
    needs: ['jsonb', ({ needs }) => needs],
    suitable: ['text[]', ({ suitable }) => suitable],
  },
  { key: 'id', keeps: 'all' },
);

/** Groups nobody waits in any more; under the allocator's lock, which whoever adds one holds. */
export const FORGET_EMPTY_GROUPS = `
  DELETE FROM need_group AS g WHERE NOT EXISTS (
    SELECT 1 FROM placement AS p WHERE p.status = 'waitlisted' AND p.need_group = g.id)`;

/** People who do not wait any more, or cannot come now and are looked at when they can. */
export const FORGET_LOOKS = `
  DELETE FROM line_look AS l WHERE NOT EXISTS (
    SELECT 1 FROM placement AS p WHERE p.id = l.placement_id AND p.status = 'waitlisted'
      AND (p.course ->> 'parkedUntil') IS NULL AND (p.free_from IS NULL OR p.free_from < 'infinity'))`;
