import { join } from 'node:path';
import { runTool } from '../tool.js';

// Real: the compiled tool of intake in a process of its own, and the example of a profile.
const EXAMPLE = join('apps', 'intake', 'profiles', 'lakeside.example.yaml');

async function handrail(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runTool(
    args,
    { out: (line) => void out.push(line), err: (line) => void err.push(line) },
    {},
  );
  return { code, out, err: err.join('\n') };
}

describe('handrail profile', () => {
  it('checks the example', async () => {
    const { code, out } = await handrail('profile', 'check', EXAMPLE);
    expect(code).toBe(0);
    expect(out[0]).toContain('valid, profile lakeside with 5 settings');
  });

  it('passes on the exit code and what is wrong', async () => {
    const { code, err } = await handrail('profile', 'try', 'no-such-profile.yaml', 'x.hl7');
    expect([code, err]).toEqual([1, 'no-such-profile.yaml: cannot be read']);
  });

  it.each([
    [['profile'], 'takes check or try'],
    [['profile', 'check'], 'check takes at least one file'],
    [['profile', 'try', EXAMPLE], 'try takes a profile and at least one message'],
  ])('called as %j says how it is called', async (args, complaint) => {
    const { code, err } = await handrail(...args);
    expect(code).toBe(2);
    expect(err).toContain(complaint);
  });
});
