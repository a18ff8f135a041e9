import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DischargeDisposition, RequesterKind, Setting } from '@handrail/domain';
import { authoritySystem } from '../inbound/domain/authority-system.js';
import { namesNobody, plainValue, type StatedIdentifier } from '../inbound/domain/names-nobody.js';
import {
  DEFAULT_DISPOSITIONS,
  DEFAULT_REQUESTERS,
  DEFAULT_SETTINGS,
  DEFAULT_UNTRUSTED,
} from './default-profile.js';
import type { SettingRule, SourceProfile } from './profile.schema.js';
import { profileWith, readProfile } from './read-profile.js';

/** Who sent a message, as far as it says. */
export interface Sender {
  readonly application: readonly string[];
  readonly facility: readonly string[];
  readonly endpoint?: string;
}

/** What a message says about the kind of care, in the words of its source. */
export interface CareWords {
  readonly service: readonly string[];
  readonly unit: readonly string[];
  readonly class: readonly string[];
  readonly type: readonly string[];
}

/** A line of a settings table that fits what a message says. */
export interface MatchedRule {
  readonly rule: SettingRule;
  /** Of the shipped table rather than of the profile. */
  readonly isShipped: boolean;
  /** Counted from 1 in its table. */
  readonly line: number;
}

/** A source profile with the shipped tables behind it. */
export class Profile {
  readonly #profile: SourceProfile;
  readonly #rules: readonly SettingRule[];
  readonly #dispositions: ReadonlyMap<string, DischargeDisposition>;
  readonly #requesters: ReadonlyMap<string, RequesterKind>;
  readonly #organisations: ReadonlyMap<string, string>;
  readonly #untrusted: ReadonlySet<string>;
  readonly #authorities: ReadonlyMap<string, string>;
  readonly #networkWide: ReadonlySet<string>;
  readonly #placeholders: ReadonlySet<string>;

  constructor(
    profile: SourceProfile,
    /** False for the shipped profile: what it does not recognise is an unknown source's business. */
    readonly isOwn: boolean,
  ) {
    this.#profile = profile;

    this.#rules = [...profile.settings, ...(profile.inheritSettings ? DEFAULT_SETTINGS : [])];
    this.#dispositions = new Map(
      Object.entries({ ...DEFAULT_DISPOSITIONS, ...profile.dispositions }).map(
        ([code, meaning]) => [plain(code), meaning],
      ),
    );
    this.#requesters = new Map(
      Object.entries({ ...DEFAULT_REQUESTERS, ...profile.requesters }).map(([word, kind]) => [
        plain(word),
        kind,
      ]),
    );
    this.#organisations = new Map(
      Object.entries(profile.organisations).map(([word, code]) => [plain(word), code]),
    );
    this.#untrusted = new Set([...DEFAULT_UNTRUSTED, ...profile.untrusted].map(authority));
    this.#authorities = new Map(
      Object.entries(profile.authorities).map(([name, system]) => [plain(name), system]),
    );
    // The shipped list is of numbers a whole country shares, whichever facility sends them.
    this.#networkWide = new Set([...DEFAULT_UNTRUSTED, ...profile.networkWide].map(plain));
    this.#placeholders = new Set(profile.placeholders.map(plainValue));
  }

  get name(): string {
    return this.#profile.name;
  }

  get zone(): string {
    return this.#profile.zone;
  }

  get facility(): string | undefined {
    return this.#profile.facility;
  }

  get answersAsAsked(): boolean {
    return this.#profile.acknowledge === 'as-asked';
  }

  /** How long the sender is silent at most, as it states; undefined when it states nothing. */
  get longestSilenceMs(): number | undefined {
    const minutes = this.#profile.atLeastEveryMinutes;
    return minutes === undefined ? undefined : minutes * 60_000;
  }

  /** The setting a visit is, or undefined when it is not recognised or none of our business. */
  settingOf(words: CareWords): Setting | undefined {
    return this.ruleFor(words)?.rule.setting;
  }

  /** The line that decides what kind of care a visit is, and whose it is; the first that fits. */
  ruleFor(words: CareWords): MatchedRule | undefined {
    const plainWords: Record<keyof CareWords, ReadonlySet<string>> = {
      service: new Set(words.service.map(plain)),
      unit: new Set(words.unit.map(plain)),
      class: new Set(words.class.map(plain)),
      type: new Set(words.type.map(plain)),
    };
    const at = this.#rules.findIndex((rule) =>
      (['service', 'unit', 'class', 'type'] as const).every(
        (kind) => !rule[kind] || rule[kind].some((word) => plainWords[kind].has(plain(word))),
      ),
    );
    if (at < 0) return undefined;
    const own = this.#profile.settings.length;
    const line = at < own ? at + 1 : at - own + 1;
    return { rule: this.#rules[at]!, isShipped: at >= own, line };
  }

  /** How a stay ended; undefined when the code is absent or nobody told us what it means. */
  dispositionOf(codes: readonly string[]): DischargeDisposition | undefined {
    for (const code of codes) {
      const word = plain(code);
      // Codes of two digits come with zeros before them, or without their own.
      const digits = /^0*(\d{1,2})$/.exec(word)?.[1];
      const meaning =
        this.#dispositions.get(word) ??
        (digits === undefined ? undefined : this.#dispositions.get(digits.padStart(2, '0')));
      if (meaning) return meaning;
    }
    return undefined;
  }

  /** Who asks for care, by the first word whose meaning is known. */
  requesterOf(words: readonly string[]): RequesterKind | undefined {
    return words.map((word) => this.#requesters.get(plain(word))).find(Boolean);
  }

  /** The organisation a consent means, by the first word the profile knows. */
  organisationOf(words: readonly string[]): string | undefined {
    return words.map((word) => this.#organisations.get(plain(word))).find(Boolean);
  }

  trusts(...namesOfAuthority: ReadonlyArray<string | undefined>): boolean {
    return !namesOfAuthority.some((name) => name && this.#untrusted.has(authority(name)));
  }

  /** Whether what stands where an identifier should be is none, by any rule or by this source's own words. */
  namesNobody(identifier: StatedIdentifier): boolean {
    return namesNobody(identifier, this.#placeholders);
  }

  /**
   * The identifier system a feed means by a bare namespace. Two hospitals write `MRN` and mean their own
   * numbers, so it is local to the sending facility unless the profile says otherwise.
   */
  systemOf(namespace: string, facility: string): string {
    const named = this.#authorities.get(plain(namespace));
    if (named) return named;
    return this.#networkWide.has(plain(namespace))
      ? `urn:handrail:authority:${slug(namespace)}`
      : `${facilitySystem(facility)}:${slug(namespace)}`;
  }
}

/** The system of values that a facility gives without saying by which authority. */
export const facilitySystem = (facility: string): string =>
  `urn:handrail:facility:${slug(facility)}`;

const plain = (word: string) =>
  word
    .trim()
    .replace(/[\s_]+/g, ' ')
    .toUpperCase();

/** The name of an authority; an OID is the same with and without its scheme. */
const authority = (name: string) => plain(authoritySystem(name.trim()));

/** A name for events and keys: lower case, what is not a letter or digit becomes one hyphen. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 128);

export class SourceProfiles {
  readonly #own: ReadonlyArray<{
    readonly match: SourceProfile['match'];
    readonly profile: Profile;
  }>;
  readonly #shipped: Profile;
  readonly #byName: ReadonlyMap<string, Profile>;

  constructor(readonly definitions: readonly SourceProfile[]) {
    const fallback = definitions.find(({ name }) => name === 'default');
    this.#own = definitions
      .filter((profile) => profile !== fallback)
      .map((profile) => ({ match: profile.match, profile: new Profile(profile, true) }));
    this.#shipped = new Profile(
      fallback ?? profileWith({ name: 'default', match: { application: ['*'] } }),
      false,
    );
    const all = [this.#shipped, ...this.#own.map(({ profile }) => profile)];
    this.#byName = new Map(all.map((profile) => [profile.name, profile]));
  }

  /** The profile made for a sender, or the shipped one. */
  for(sender: Sender): Profile {
    return this.#own.find(({ match }) => isFor(match, sender))?.profile ?? this.#shipped;
  }

  /** Those made for a sender who states how often messages come; the shipped one is for nobody in particular. */
  get stating(): readonly Profile[] {
    const own = this.#own.map(({ profile }) => profile);
    return own.filter(({ longestSilenceMs }) => longestSilenceMs !== undefined);
  }

  /** The profile of a feed: the one its messages were read with, where that was noted, else by its name. */
  ofFeed(source: string, noted: string | null | undefined): Profile {
    const known = noted ? this.#byName.get(noted) : undefined;
    return known ?? this.for(senderOfFeed(source));
  }
}

/** Whom a feed is from, by the name it is known by: `MSH-3|MSH-4`, a CloudEvents source, or an endpoint. */
function senderOfFeed(source: string): Sender {
  const [application, facility] = source.split('|');
  const named = (name: string | undefined) => (name ? [name] : []);
  return facility === undefined
    ? { application: named(source), facility: [], endpoint: source }
    : { application: named(application), facility: named(facility) };
}

function isFor(match: SourceProfile['match'], sender: Sender): boolean {
  const hits = (wanted: readonly string[] | undefined, stated: readonly string[]) =>
    !wanted || wanted.some((word) => stated.some((name) => plain(name) === plain(word)));
  return (
    hits(match.application, sender.application) &&
    hits(match.facility, sender.facility) &&
    hits(match.endpoint, sender.endpoint ? [sender.endpoint] : [])
  );
}

/** Reads every `*.yaml` of a folder; throws one error that names each file and field at fault. */
export async function readProfiles(folder: string | undefined): Promise<SourceProfile[]> {
  if (!folder) return [];
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const faults: string[] = [];
  const profiles: SourceProfile[] = [];
  for (const name of names) {
    const read = readProfile(await readFile(join(folder, name), 'utf8'));
    if ('faults' in read) faults.push(...read.faults.map((fault) => `${name}: ${fault}`));
    else if (profiles.some((other) => other.name === read.profile.name))
      faults.push(`${name}: name: another file has a profile of this name`);
    else profiles.push(read.profile);
  }
  if (faults.length > 0)
    throw new Error(`The source profiles are not valid:\n  ${faults.join('\n  ')}`);
  return profiles;
}
