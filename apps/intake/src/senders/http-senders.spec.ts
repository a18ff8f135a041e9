import type { Inbound } from '../inbound/domain/inbound.js';
import { boundTo, foreignParts, type HttpSender } from './http-senders.js';

const TABLE: readonly HttpSender[] = [
  { client: 'st-mary', sources: ['urn:st-mary'], speaks: [] },
  { client: 'st-mary', sources: ['urn:st-mary:lab'], speaks: [{ facility: 'STM' }] },
  { client: 'harbour', sources: ['urn:harbour'], speaks: [] },
];

const message = (source: string, content: object = { kind: 'statements', statements: [] }) =>
  ({ source, content }) as unknown as Inbound;
const takesBack = (ofSource: string) =>
  message('urn:st-mary', {
    ...{ kind: 'statements', statements: [{ kind: 'cancellation', targetKey: 'k', ofSource }] },
  });
const REFUSED = { kind: 'rejected', reason: 'not-understood', problems: [] };

describe('as whom a client may send', () => {
  it.each([
    [
      'st-mary',
      'system',
      { sources: ['urn:st-mary', 'urn:st-mary:lab'], speaks: [{ facility: 'STM' }] },
    ],
    ['nobody', 'system', { sources: [], speaks: [] }],
    ['console', 'person', { sources: ['urn:handrail:console'], speaks: [] }],
    ['console', 'system', { sources: [], speaks: [] }],
  ] as const)('%s, a %s', (client, kind, bound) => {
    expect(boundTo(TABLE, { client, kind })).toEqual(bound);
  });

  const own = boundTo(TABLE, { client: 'st-mary', kind: 'system' });
  it.each<[string, Inbound, string[]]>([
    ['its own', message('urn:st-mary'), []],
    ['another one', message('urn:harbour'), ['/source']],
    ['one that begins like its own', message('urn:st-mary:ward'), ['/source']],
    ['its own in other letters', message('urn:St-Mary'), ['/source']],
    ['nobody, where it could be read', message('unknown'), ['/source']],
    ['nobody, where it is refused for that', message('unknown', REFUSED), []],
    ['another one, where it is refused', message('urn:harbour', REFUSED), ['/source']],
    ['its own, taking back its own', takesBack('urn:st-mary:lab'), []],
    ['its own, taking back what another said', takesBack('urn:harbour'), ['/data/cancels/source']],
  ])('may not be foreign: %s', (_, given, paths) => {
    expect(foreignParts([given], own, false).map(({ path }) => path)).toEqual(paths);
  });

  it('is said of each of a batch, by its place', () => {
    const batch = [message('urn:st-mary'), message('urn:harbour'), takesBack('urn:harbour')];
    expect(foreignParts(batch, own, true)).toEqual([
      { path: '/1/source', source: 'urn:harbour' },
      { path: '/2/data/cancels/source', source: 'urn:harbour' },
    ]);
  });
});
