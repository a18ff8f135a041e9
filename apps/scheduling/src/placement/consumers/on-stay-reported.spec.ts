import { factRetracted } from '@handrail/contracts';
import type { EventOf, Moment } from '@handrail/messaging';
import { id, nobody, NOW } from '../../testing/builders.js';
import type { PersonPlacements } from '../domain/placement.js';
import { OnStayReported } from './on-stay-reported.js';

const retracted = (stayId: string | null) => {
  const data = { ...factRetracted.example, personId: nobody.personId, stayId };
  const moment = { state: nobody, now: NOW } as Moment<PersonPlacements>;
  return new OnStayReported().retracted({ data } as EventOf<typeof factRetracted>, moment);
};

describe('a fact that is taken back', () => {
  it('before it arrived is remembered when it was about a stay', () => {
    expect(retracted(id('stay'))).toMatchObject({
      kind: 'applied',
      state: { history: { retracted: [factRetracted.example.retractedEventId] } },
    });
  });

  it('leaves nothing behind when it was about anything else', () => {
    expect(retracted(null)).toEqual({ kind: 'ignored', reason: 'not-about-a-stay' });
  });
});
