/** Kinds of names in a certificate that say which system it is; what a person is called is none of them. */
const KINDS: Readonly<Record<string, string>> = { DNS: 'dns', URI: 'uri' };

const NAME = /(?:^|, )(\w[\w ]*):("(?:[^"\\]|\\.)*"|[^,]*)/g;

/**
 * The subject alternative names of a certificate as `dns:NAME` and `uri:ADDRESS`. Node quotes a name that
 * could be mistaken for several: such a name is nobody's.
 */
export function certificateNames(subjectAltName: string | undefined): string[] {
  return [...(subjectAltName ?? '').matchAll(NAME)].flatMap(([, kind = '', value = '']) => {
    const known = KINDS[kind];
    if (known === undefined || value === '' || value.startsWith('"')) return [];
    return [`${known}:${known === 'dns' ? value.toLowerCase() : value}`];
  });
}
