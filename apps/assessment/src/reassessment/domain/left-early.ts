import { isRoundTheClock, type Setting } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { Trigger } from './person-case.js';

/**
 * Settings after which an overdose is likelier when they are left early: 24-hour stays (PMC7928069), and
 * opioid treatment, whose medication ends with it (TIP 63).
 */
const riskyToLeave = (setting: Setting): boolean =>
  isRoundTheClock(setting) || setting === 'opioid-treatment';

/** Whether after this an overdose is likelier. Reasons that name no setting are ends of 24-hour stays. */
export function raisesOverdoseRisk({ kind, setting }: Trigger): boolean {
  if (kind === 'overdose') return true;
  return kind === 'left-early' && (setting === undefined || riskyToLeave(setting));
}

/** Within how many minutes a reason asks for somebody; a program that was left allows more time. */
export function dueMinutesOf(trigger: Trigger, policy: Policy): number {
  return trigger.kind === 'left-early' && !raisesOverdoseRisk(trigger)
    ? policy.limits['left-program-due-minutes']
    : policy.triggers[trigger.kind].dueMinutes;
}
