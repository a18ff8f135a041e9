import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Permissions } from './domain/determine.js';
import type { Policy } from './domain/policy.js';
import { loadPolicy, type LoadedPolicy } from './format/load-policy.js';

/**
 * Every policy version the service knows, loaded and checked at start: a version with anything wrong
 * stops the service before it decides about anybody.
 */
export class PolicyBook {
  readonly #versions: ReadonlyMap<string, LoadedPolicy>;

  constructor(
    loaded: readonly LoadedPolicy[],
    readonly permissions: Permissions,
  ) {
    const versions = new Map<string, LoadedPolicy>();
    for (const entry of loaded) {
      const { version } = entry.policy;
      if (versions.has(version)) throw new Error(`policy ${version} is there twice`);
      versions.set(version, entry);
    }
    this.#versions = versions;
    if (this.#candidates(new Date(8.64e15).toISOString()).length === 0)
      throw new Error('there is no policy that could ever be in force');
  }

  /** All versions, the newest first. */
  all(): LoadedPolicy[] {
    return [...this.#versions.values()].sort((a, b) => byEffect(b.policy, a.policy));
  }

  get(version: string): LoadedPolicy | undefined {
    return this.#versions.get(version);
  }

  /**
   * The policy in force at a time: an approved one before any draft, of those the one that took effect
   * last. Before the first took effect it is the first, so that old facts are decided too.
   */
  inForceAt(now: string): LoadedPolicy {
    const candidates = this.#candidates(now);
    const approved = candidates.filter(({ policy }) => policy.status === 'approved');
    const pick = (approved.length > 0 ? approved : candidates).at(-1);
    return pick ?? this.#candidates(new Date(8.64e15).toISOString())[0]!;
  }

  #candidates(now: string): LoadedPolicy[] {
    return [...this.#versions.values()]
      .filter(({ policy }) => policy.status !== 'retired')
      .filter(({ policy }) => Date.parse(policy.effectiveFrom) <= Date.parse(now))
      .sort((a, b) => byEffect(a.policy, b.policy));
  }
}

const byEffect = (a: Policy, b: Policy): number =>
  Date.parse(a.effectiveFrom) - Date.parse(b.effectiveFrom) ||
  (a.version < b.version ? -1 : a.version > b.version ? 1 : 0);

/** The policies that come with the service, found beside its package.json from sources and build. */
export function shippedPoliciesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'policies')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return join(folder, 'policies');
}

/** Loads every version in the folders; throws with all problems of the first that is refused. */
export function openPolicyBook(folders: readonly string[], permissions: Permissions): PolicyBook {
  const versions = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name)),
  );
  return new PolicyBook(
    versions.map((folder) => loadPolicy(folder)),
    permissions,
  );
}
