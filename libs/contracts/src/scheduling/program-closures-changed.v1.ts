import { Type } from '@sinclair/typebox';
import { CLOSURE_REASONS } from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const programClosuresChanged = defineEvent({
  context: 'scheduling',
  name: 'program-closures-changed',
  version: 1,
  type: 'handrail.scheduling.program-closures-changed.v1',
  firesWhen: 'The days on which a program holds no sessions and admits nobody are other ones now.',
  key: 'programId',
  data: Type.Object({
    programId: field.slug('The program.'),
    level: field.level('Level of care of the program.'),
    closures: Type.Array(
      Type.Object({
        from: field.day('First day, in the program’s time zone.', 'operational'),
        to: field.day('Last day.', 'operational'),
        reason: field.oneOf(CLOSURE_REASONS, 'operational', 'Why it is closed.'),
        trackIds: field.nullable(
          Type.Array(field.slug('A track.'), {
            description: 'The tracks it is about; null for all.',
            'x-privacy': 'operational',
          }),
        ),
        makeUps: field.count('How many sessions are held on other days instead.'),
      }),
      { description: 'All of them, ahead and past.', 'x-privacy': 'operational' },
    ),
  }),
  example: {
    programId: 'harbor-iop',
    level: 'IOP',
    closures: [
      { from: '2026-12-24', to: '2026-12-26', reason: 'holiday', trackIds: null, makeUps: 1 },
    ],
  },
});

export type ProgramClosuresChanged = DataOf<typeof programClosuresChanged>;
