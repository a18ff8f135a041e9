import { maySpeakAs, speaksOf, type SenderRule } from './senders.js';

const TABLE: readonly SenderRule[] = [
  {
    certificate: 'dns:adt.lakeside.example',
    speaks: [{ application: 'CAREAPP^9.8.7', facility: 'LAKESIDE' }, { facility: 'LAKE^1.2.3.4' }],
  },
  { certificate: 'uri:urn:network', speaks: [{ facility: 'RIVERSIDE' }, {}] },
  { certificate: 'dns:adt.lakeside.example', speaks: [{ facility: 'HARBOUR' }] },
];
const sender = (application: string[], facility: string[]) => ({ application, facility });

describe('the table of senders', () => {
  const lakeside = speaksOf(TABLE, ['dns:adt.lakeside.example', 'dns:other.example']);

  it('lets a certificate speak as every line says that names it', () => {
    expect(maySpeakAs(lakeside, sender(['CAREAPP'], ['LAKESIDE']))).toBe(true);
    expect(maySpeakAs(lakeside, sender(['careapp', '9.8.7'], ['Lakeside ']))).toBe(true);
    expect(maySpeakAs(lakeside, sender(['ANY'], ['LAKE', '1.2.3.4']))).toBe(true);
    expect(maySpeakAs(lakeside, sender(['ANY', '7.7'], ['1.2.3.4']))).toBe(true);
    expect(maySpeakAs(lakeside, sender([], ['HARBOUR']))).toBe(true);
  });

  it('lets it speak as nobody else: not with half of a line, not without a name', () => {
    expect(maySpeakAs(lakeside, sender(['OTHER'], ['LAKESIDE']))).toBe(false);
    expect(maySpeakAs(lakeside, sender(['CAREAPP'], ['RIVERSIDE']))).toBe(false);
    expect(maySpeakAs(lakeside, sender(['CAREAPP'], []))).toBe(false);
    expect(maySpeakAs(lakeside, sender([], []))).toBe(false);
  });

  it.each([
    [['OTHERAPP', 'CAREAPP'], ['LAKESIDE']],
    [['CAREAPP'], ['OTHERHOSP', 'LAKESIDE']],
    [['CAREAPP'], ['LAKESIDE', 'OTHERHOSP']],
    [['CAREAPP'], [' ', 'LAKESIDE']],
    [['CAREAPP'], ['LAKESIDE^OTHERHOSP']],
  ])('lets it state nothing beside what a line lists: %j, %j', (application, facility) => {
    const speaks = [{ application: 'CAREAPP', facility: 'LAKESIDE' }];
    expect(maySpeakAs(speaks, sender(application, facility))).toBe(false);
  });

  it('lets whoever is in no line speak as nobody, and a line without fields as anybody', () => {
    expect(speaksOf(TABLE, ['dns:stranger.example'])).toEqual([]);
    expect(maySpeakAs([], sender(['CAREAPP'], ['LAKESIDE']))).toBe(false);
    expect(maySpeakAs(speaksOf(TABLE, ['uri:urn:network']), sender([], []))).toBe(true);
  });
});
