import { recognise } from './read-input.js';

const HL7 = 'MSH|^~\\&|A|B|C|D|20261107||ADT^A03|C1|P|2.5\nPID|1||X^^^Ä';
const recogniseText = (text: string, encoding: BufferEncoding = 'utf8') =>
  recognise(Buffer.from(text, encoding));

describe('recognise', () => {
  it('knows HL7 v2 and keeps every byte of it', () => {
    const input = recogniseText(HL7);
    expect(input.kind).toBe('hl7');
    const [message] = input.kind === 'hl7' ? input.messages : [];
    expect(Buffer.from(message!, 'latin1').toString('utf8')).toContain('X^^^Ä');
  });

  it.each([
    ['UTF-8', Buffer.from(`\ufeff${HL7}`, 'utf8')],
    ['UTF-16', Buffer.from(`\ufeff${HL7}`, 'utf16le')],
  ])('reads past a byte order mark of %s', (_name, bytes) => {
    const input = recognise(bytes);
    const [message] = input.kind === 'hl7' ? input.messages : [];
    expect(Buffer.from(message!, 'latin1').toString('utf8')).toMatch(/^MSH\|.*X\^\^\^Ä\r$/s);
  });

  it('knows FHIR, one bundle or a list', () => {
    const bundle = { resourceType: 'Bundle', id: 'b1' };
    expect(recogniseText(JSON.stringify(bundle))).toEqual({ kind: 'fhir', bundles: [bundle] });
    expect(recogniseText(JSON.stringify([bundle, bundle]))).toEqual({
      kind: 'fhir',
      bundles: [bundle, bundle],
    });
  });

  it('knows CloudEvents, one, a list, or one on each line', () => {
    const event = { specversion: '1.0', id: '1' };
    const line = JSON.stringify(event);
    expect(recogniseText(line)).toEqual({ kind: 'cloudevents', events: [event], isBatch: false });
    for (const text of [JSON.stringify([event, event]), `${line}\n${line}\n`])
      expect(recogniseText(text)).toEqual({
        kind: 'cloudevents',
        events: [event, event],
        isBatch: true,
      });
  });

  it.each([
    ['other JSON', '{"a": 1}', 'is JSON, but no FHIR bundle and no CloudEvent'],
    ['broken JSON', '{"specversion":', 'looks like JSON but cannot be read as JSON'],
    ['an empty list', '[]', 'is an empty list'],
    ['something else', 'hello', 'is neither HL7 v2 (no line begins with MSH) nor JSON'],
    ['nothing', '', 'is neither HL7 v2 (no line begins with MSH) nor JSON'],
  ])('says what is wrong with %s', (_name, text, why) => {
    expect(recogniseText(text)).toEqual({ kind: 'unknown', why });
  });
});
