import { readAcknowledgement, readOperationOutcome, readProblem, readResult } from './answer.js';

const ack = (...segments: readonly string[]) =>
  ['MSH|^~\\&|H|N|A|B|20261107||ACK|1|P|2.5', ...segments, ''].join('\r');

describe('an HL7 acknowledgement', () => {
  it('accepts in original and in enhanced mode', () => {
    expect(readAcknowledgement(ack('MSA|AA|C1'))).toEqual({ outcome: 'accepted', text: 'AA' });
    expect(readAcknowledgement(ack('MSA|CA|C1'))).toEqual({ outcome: 'accepted', text: 'CA' });
  });

  it('refuses with every reason on one line', () => {
    const text = ack(
      'MSA|AE|C1',
      'ERR||PID^1^3|101|E||||No patient\nidentifier',
      'ERR||||E|||Too old',
    );
    expect(readAcknowledgement(text)).toEqual({
      outcome: 'refused',
      text: 'AE No patient; Too old',
    });
  });

  it('that is none leaves the message unanswered', () => {
    expect(readAcknowledgement('hello').outcome).toBe('unanswered');
  });
});

describe('an HTTP answer', () => {
  it('refuses the content with the fields at fault', () => {
    const body = { title: 'Not valid', errors: [{ path: '/data/endedAt', reason: 'is missing' }] };
    expect(readProblem(400, body)).toEqual({
      outcome: 'refused',
      text: 'HTTP 400 Not valid /data/endedAt is missing',
    });
  });

  it.each([500, 503, 404, 429])('%i is no refusal of the content', (status) => {
    expect(readProblem(status, undefined).outcome).toBe('unanswered');
  });

  it('of FHIR tells the issues', () => {
    const body = { issue: [{ severity: 'error', diagnostics: 'No Encounter' }] };
    expect(readOperationOutcome(200, { issue: [{ severity: 'information' }] })).toEqual({
      outcome: 'accepted',
      text: 'HTTP 200 information',
    });
    expect(readOperationOutcome(422, body)).toEqual({
      outcome: 'refused',
      text: 'HTTP 422 error No Encounter',
    });
  });

  it('of CloudEvents tells each result', () => {
    expect(readResult({ status: 'duplicate', messageId: 'm1' })).toEqual({
      outcome: 'accepted',
      text: 'duplicate message m1',
      messageId: 'm1',
    });
    expect(readResult({ status: 'rejected', reason: 'conflict' })).toEqual({
      outcome: 'refused',
      text: 'rejected conflict',
    });
  });
});
