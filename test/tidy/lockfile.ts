/** A package as the lockfile pins it. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  /** Set where it is installed under another name than its own. */
  readonly name?: string;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What a manifest says of install scripts: true runs them, false does not. */
export type AllowedScripts = Readonly<Record<string, boolean>>;

/** Packages that their makers publish under a second name, or use two versions of under two. */
const KNOWN_ALIASES: Readonly<Record<string, string>> = {
  '@jest/react-is-18': 'react-is',
  '@jest/react-is-19': 'react-is',
  'string-width-cjs': 'string-width',
  'strip-ansi-cjs': 'strip-ansi',
  'wrap-ansi-cjs': 'wrap-ansi',
};

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const INSTALLED = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/;

/** The name a package is installed under; undefined for our own workspaces. */
const nameOf = (path: string): string | undefined => INSTALLED.exec(path)?.[1];

const isOwnName = (name: string, real: string | undefined) =>
  real === undefined || real === name || real === KNOWN_ALIASES[name];

/**
 * What is wrong with a lockfile, one sentence for each package and fault: content that is not pinned by SHA-512, an
 * address of where it comes from, a package under somebody else's name, scripts at install that nobody has decided on.
 */
export function faultsOf(lockfile: Lockfile, scripts: AllowedScripts): string[] {
  return Object.entries(lockfile.packages).flatMap(([path, locked]) => {
    const name = nameOf(path);
    if (name === undefined || locked.link) return [];
    // What comes inside of another package is covered by that one's hash.
    const isPinned = locked.inBundle || SHA512.test(locked.integrity ?? '');
    const faults = [
      ...(isPinned ? [] : ['is not pinned by a SHA-512 of its content']),
      ...(locked.resolved === undefined ? [] : ['names an address it comes from']),
      ...(isOwnName(name, locked.name) ? [] : [`is really ${locked.name}`]),
      ...(/^\d+\.\d+\.\d+/.test(locked.version ?? '') ? [] : ['has no version of a registry']),
      ...(locked.hasInstallScript && scripts[name] === undefined
        ? ['runs a script when it is installed: allow or deny it in package.json']
        : []),
    ];
    return faults.map((fault) => `${path} ${fault}`);
  });
}
