import { adt, receive } from '../testing/hl7-feed.js';

const pid = (name: string, address = '') =>
  `PID|1||M7^^^LAKESIDE&1.2.3&ISO^MR||${name}||19800102|F|||${address}`;
const read = (name: string, address?: string) => {
  const { content, warnings } = receive(adt('A01', { pid: pid(name, address) }))[0]!.inbound;
  const first = content.kind === 'statements' ? content.statements[0] : undefined;
  if (first?.kind !== 'visit') throw new Error('is no visit');
  return { details: first.person.details, warnings };
};

describe('a name that a web form wrote', () => {
  it('is the name of the person, and the form is told of', () => {
    const { details, warnings } = read('O&#39;BRIEN^Ren&eacute;e');
    expect(details.name).toEqual({ family: "O'BRIEN", given: ['Renée'] });
    expect(warnings).toMatchObject([{ path: 'PID^1^5' }]);
  });

  it('may hold what looks like a delimiter', () => {
    expect(read('SMITH&#94;A &amp; B^Jo').details.name).toEqual({
      family: 'SMITH^A & B',
      given: ['Jo'],
    });
    expect(read('A', '1 Oak &amp; Elm St^^Boston').details.address).toMatchObject({
      line: ['1 Oak & Elm St'],
      city: 'Boston',
    });
  });

  it('is left alone where it is plain, subcomponents and all', () => {
    const { details, warnings } = read('VAN DYKE&VAN&DYKE^Mary');
    expect(details.name).toEqual({ family: 'VAN DYKE', given: ['Mary'] });
    expect(warnings).toEqual([]);
  });
});
