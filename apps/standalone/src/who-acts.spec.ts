import { whoActs } from './who-acts.js';

describe('the terminal of the demo', () => {
  it.each([
    ['with a browser', true],
    ['without one', false],
  ])('names who acts, %s', (_how, isShown) => {
    const line = whoActs('http://127.0.0.1:3000/v1/session/sign-in?code=c', 'everybody', isShown);
    expect(line).toMatch(/signed in as everybody: /);
    expect(line.includes('?code=c')).toBe(!isShown);
  });
});
