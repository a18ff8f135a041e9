import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => (intake = await RunningIntake.start()));
afterAll(() => intake.stop());

const AT = '20261102120000+0000';

/** A discharge and its cancellation, stamped with one second in every field. */
const undone = (mrn: string) => {
  const of = (trigger: string, more: Readonly<Record<number, string>> = {}) =>
    adt(trigger, {
      ...{ control: `${trigger}${mrn}`, mrn, at: AT },
      pv1: { 44: '20261101080000+0000', ...more },
    });
  return [of('A01'), of('A03', { 36: '01', 45: AT }), of('A13')];
};

async function stayOf(mrn: string) {
  const { json } = await intake.call(`/v1/messages?controlId=A13${mrn}`);
  const [cancelled] = json['items'] as Array<{ disposition: string; personId: string }>;
  const person = await intake.call(`/v1/persons/${cancelled!.personId}`);
  const [stay] = person.json['stays'] as Array<{ endedAt: string | null }>;
  return [cancelled!.disposition, stay!.endedAt];
}

// What orders them is their arrival. Eight times, because anything else would be right by chance in half.
const EIGHT = Array.from({ length: 8 }, (_, at) => at);

describe('a discharge and its cancellation within one second', () => {
  it('leave the stay open, told one after the other', async () => {
    for (const at of EIGHT)
      for (const message of undone(`ONE${at}`))
        expect(await intake.hl7(message)).toContain('MSA|AA');
    for (const at of EIGHT) expect(await stayOf(`ONE${at}`)).toEqual(['applied', null]);
  });

  it('leave the stay open, told in one frame', async () => {
    for (const at of EIGHT)
      expect(await intake.hl7(undone(`FRAME${at}`).join(''))).toContain('MSA|AA');
    for (const at of EIGHT) expect(await stayOf(`FRAME${at}`)).toEqual(['applied', null]);
  });
});
