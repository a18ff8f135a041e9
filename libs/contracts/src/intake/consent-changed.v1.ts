import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const consentChanged = defineEvent({
  context: 'intake',
  name: 'consent-changed',
  version: 1,
  type: 'handrail.intake.consent-changed.v1',
  firesWhen: 'A consent under 42 CFR 2.31 is signed, changed or revoked.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    consentId: field.id('The consent.'),
    kind: field.oneOf(['tpo', 'single', 'legal', 'notes'], 'clinical', 'Kind of consent.'),
    status: field.oneOf(['active', 'revoked', 'expired'], 'clinical', 'State after the change.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    consentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    kind: 'tpo',
    status: 'active',
  },
});

export type ConsentChanged = DataOf<typeof consentChanged>;
