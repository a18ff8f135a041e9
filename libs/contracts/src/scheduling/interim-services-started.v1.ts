import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const interimServicesStarted = defineEvent({
  context: 'scheduling',
  name: 'interim-services-started',
  version: 1,
  type: 'handrail.scheduling.interim-services-started.v1',
  firesWhen: 'Enough interim services have been given to somebody who waits.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    startedAt: field.time('When enough were given.'),
    isInTime: field.flag('Within 48 hours of the request.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    startedAt: '2026-11-08T15:00:00.000Z',
    isInTime: true,
  },
});

export type InterimServicesStarted = DataOf<typeof interimServicesStarted>;
