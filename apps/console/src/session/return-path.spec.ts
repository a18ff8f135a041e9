import { pathIn } from './return-path.js';

describe('where somebody goes after signing in', () => {
  it.each(['/', '/care/queue', '/events?type=a%2Fb&limit=50', '/care/reassessments/0199a2f0'])(
    'is the page of the console they came from: %s',
    (path) => {
      expect(pathIn(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    'care',
    '//evil.test',
    '/\\evil.test',
    '/..//evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    '/a\r\nset-cookie: x=y',
    '/a\tb',
    ' /care',
    '/<script>',
  ])('is the first page for %j', (path) => {
    expect(pathIn(path)).toBe('/');
  });
});
