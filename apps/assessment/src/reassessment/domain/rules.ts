import type { Permissions } from '../../policy/domain/determine.js';
import type { Policy } from '../../policy/domain/policy.js';
import type { CaseEvent } from './case-event.js';
import { evolve } from './evolve.js';
import type { PersonCase } from './person-case.js';

/** What a rule may know beside the case: the time, and the policy in force at it. */
export interface Circumstances {
  readonly now: string;
  readonly policy: Policy;
  readonly permissions: Permissions;
}

/** A case while events are added to it one after the other, each seen by the next step. */
export class Unfolding {
  readonly events: CaseEvent[] = [];

  constructor(
    public state: PersonCase,
    readonly circumstances: Circumstances,
  ) {}

  add(event: CaseEvent): void {
    this.events.push(event);
    this.state = evolve(this.state, [event]);
  }
}
