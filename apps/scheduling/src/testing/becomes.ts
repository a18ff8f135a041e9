import { eventually } from '@handrail/testing';
import type { ListedPlacementView } from '../reads/placements/placement.dto.js';
import type { RunningScheduling } from './running-scheduling.js';

/** Waits until the person has a placement that is so, and answers it. */
export function becomes(
  scheduling: RunningScheduling,
  personId: string,
  wanted: Partial<ListedPlacementView>,
): Promise<ListedPlacementView> {
  const isSo = (placement: ListedPlacementView) =>
    Object.entries(wanted).every(
      ([name, value]) => placement[name as keyof ListedPlacementView] === value,
    );
  const look = async () => (await scheduling.placements(`personId=${personId}`)).find(isSo);
  return eventually(look, { what: JSON.stringify(wanted) });
}
