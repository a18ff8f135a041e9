/** A path of the console: one slash, no backslash, nothing a browser reads as another host. */
const PATH = /^\/(?![/\\])[\w\-./~%?&=+:,@!$'()*;]*$/;

/** Where to go after signing in; the first page for anything that is no path of this console. */
export function pathIn(returnTo: string | undefined): string {
  if (returnTo === undefined || !PATH.test(returnTo)) return '/';
  const { origin, pathname, search } = new URL(returnTo, 'http://console');
  return origin === 'http://console' && !pathname.startsWith('//') ? pathname + search : '/';
}
