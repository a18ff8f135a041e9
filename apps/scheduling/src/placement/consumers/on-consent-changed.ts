import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { consentChangedV2, type ConsentChangedV2 } from '@handrail/contracts';
import { limitsBy, type Provision } from '@handrail/domain';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { CONSENT_DUE } from '../consent.timers.js';
import { consentDue, noteConsent } from '../domain/note-consent.js';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';

/** What a person permits decides to whom outside they are offered, and who may read what becomes of them. */
@Controller()
export class OnConsentChanged {
  @EventPattern<string>(consentChangedV2.type)
  handle(
    @Payload() event: EventOf<typeof consentChangedV2>,
    @Ctx() { state, now }: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { consentId: id, kind, missing, exceptions, reportedAt } = event.data;
    const { startsAt, endsAt, revokedAt } = event.data;
    const report = {
      ...provisionOf(event.data),
      ...{ id, kind, missing, eventId: event.id, reportedAt, startsAt, endsAt, revokedAt },
      exceptions: exceptions.map(provisionOf),
    };
    return toOutcome(state, noteConsent(state, report), now);
  }

  @EventPattern<string>(CONSENT_DUE)
  due(@Ctx() { state, now }: Moment<PersonPlacements>): Outcome<PersonPlacements> {
    return toOutcome(state, consentDue(state), now);
  }
}

type StatedProvision = Pick<
  ConsentChangedV2,
  'decision' | 'recipients' | 'classes' | 'purposes' | 'facts' | 'limits'
>;

const provisionOf = ({ limits, ...stated }: StatedProvision): Provision => ({
  decision: stated.decision,
  recipients: stated.recipients,
  classes: stated.classes,
  purposes: stated.purposes,
  facts: stated.facts,
  ...limitsBy(limits),
});
