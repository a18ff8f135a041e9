import net, { type AddressInfo } from 'node:net';
import { MllpClient } from '@handrail/cli';
import { Hl7Hospital } from './hl7-hospital.js';
import type { SimulatedPerson } from './person.js';

// Real: the MLLP connection. Intake is played by the test.
const person: SimulatedPerson = {
  mrn: 'RUN0001',
  family: 'Kestrel',
  given: 'Iris',
  birthDate: '1990-04-12',
  sex: 'female',
  city: 'Boston',
  region: 'boston',
};
const stay = {
  visitNumber: 'VRUN1',
  kind: 'detox',
  startedAt: new Date('2026-11-02T08:30:00Z'),
} as const;

describe('a hospital that speaks HL7 v2', () => {
  it('tells an admission, a discharge and its cancellation, each under its own control id', async () => {
    const received: string[] = [];
    const server = net.createServer((socket) =>
      socket.on('data', (chunk) => {
        received.push(chunk.toString());
        socket.write('\u000bMSH|^~\\&|H\rMSA|AA|1\r\u001c\r');
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = new MllpClient('127.0.0.1', (server.address() as AddressInfo).port, 5_000);
    const hospital = new Hl7Hospital({
      ...{ title: 'St. Brannock', application: 'ADMIT', facility: 'ST BRANNOCK' },
      authority: { name: 'STB', oid: '1.2.3' },
      ...{ client, run: 'r' },
    });
    const endedAt = new Date('2026-11-07T15:00:00Z');
    try {
      expect(await hospital.admit(person, stay)).toEqual({ ok: true, text: 'AA' });
      await hospital.discharge(person, stay, endedAt, 'home');
      await hospital.cancelDischarge(person, stay, endedAt);
    } finally {
      client.close();
      server.close();
    }
    const [admission, discharge, cancellation] = received.map((m) => m.slice(1, -2).split('\r'));
    expect(admission![0]).toMatch(
      /^MSH\|\^~\\&\|ADMIT\|ST BRANNOCK\|.*\|ADT\^A01\|R1\|P\|2\.5\.1$/,
    );
    expect(admission![2]).toBe(
      'PID|1||RUN0001^^^STB&1.2.3&ISO^MR||KESTREL^IRIS||19900412|F|||^^BOSTON^MA',
    );
    const [pv1] = discharge!.filter((segment) => segment.startsWith('PV1'));
    expect(pv1!.split('|')[36]).toBe('01');
    expect(pv1!.split('|')[45]).toBe('20261107150000+0000');
    expect(cancellation![0]).toMatch(/ADT\^A13\|R3\|/);
    expect(hospital.identifierSystem).toBe('urn:oid:1.2.3');
  });
});
