import { profileWith } from '../profile/read-profile.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { awaitedProfiles, type HeardFeed } from './awaited-profiles.js';

const profiles = (...definitions: readonly object[]) =>
  new SourceProfiles(definitions.map((each) => profileWith(each)));
const awaited = (from: SourceProfiles, ...feeds: readonly HeardFeed[]) =>
  awaitedProfiles(from, feeds).map(({ name }) => name);
const heard = (source: string, profile: string | null = null): HeardFeed => ({ source, profile });

const LAKESIDE = {
  ...{ name: 'lakeside', match: { application: ['CAREAPP'], facility: ['Lake_Side', '2.999.1'] } },
  atLeastEveryMinutes: 60,
};

describe('a source that states how often it sends', () => {
  it('is awaited until a feed of its profile is heard of', () => {
    const own = profiles(LAKESIDE);
    expect(awaited(own)).toEqual(['lakeside']);
    expect(awaited(own, heard('CAREAPP|EAST'), heard('urn:test:feed'))).toEqual(['lakeside']);
    expect(awaited(own, heard('careapp|LAKE SIDE'))).toEqual([]);
  });

  it('is heard of by a name its profile does not have, where that was noted', () => {
    const own = profiles(LAKESIDE);
    expect(awaited(own, heard('CAREAPP|LS'))).toEqual(['lakeside']);
    expect(awaited(own, heard('CAREAPP|LS', 'lakeside'))).toEqual([]);
    expect(awaited(own, heard('CAREAPP|LAKESIDE', 'default'))).toEqual(['lakeside']);
  });

  it('is heard of by a CloudEvents source or an endpoint', () => {
    const network = { match: { application: ['urn:network'] }, atLeastEveryMinutes: 5 };
    const server = { match: { endpoint: ['https://a.example/fhir'] }, atLeastEveryMinutes: 5 };
    const own = profiles({ name: 'network', ...network }, { name: 'server', ...server });
    expect(awaited(own)).toEqual(['network', 'server']);
    expect(awaited(own, heard('urn:network'))).toEqual(['server']);
    expect(awaited(own, heard('https://a.example/fhir'))).toEqual(['network']);
  });

  it('is heard of with the first of those that share its profile', () => {
    const shared = { ...LAKESIDE, match: { application: ['CAREAPP'] } };
    expect(awaited(profiles(shared), heard('CAREAPP|EAST'))).toEqual([]);
  });
});

describe('nobody is awaited', () => {
  it('who states nothing, or whom the profile of everybody else is for', () => {
    const quiet = { ...LAKESIDE, atLeastEveryMinutes: undefined };
    const everybody = { ...LAKESIDE, name: 'default' };
    expect(awaited(profiles(quiet, everybody))).toEqual([]);
  });

  it('whose profile was taken away after its messages were read with it', () => {
    expect(profiles().ofFeed('CAREAPP|LAKESIDE', 'lakeside').name).toBe('default');
  });
});
