import type { Candidate } from '../matching/domain/candidate.js';
import { packCandidates, unpackCandidates, worthStoring } from './stored-candidates.js';

const candidate = (name: string, change: Partial<Candidate> = {}): Candidate => ({
  programId: name,
  trackId: 'evening',
  score: 0,
  parts: {},
  excludedBecause: [],
  ...change,
});

describe('stored candidates', () => {
  it('come back as they were weighed', () => {
    const candidates = [
      candidate('free', { score: 0.8, parts: { near: 0.2 } }),
      candidate('full', { score: 0.7, parts: { near: 0.1 }, excludedBecause: ['full'] }),
      candidate('far', { excludedBecause: ['region'] }),
      candidate('farther', { excludedBecause: ['region'] }),
      candidate('wrong', { excludedBecause: ['level', 'capability:24-hour'] }),
    ];
    expect(unpackCandidates(packCandidates(candidates))).toEqual(candidates);
  });

  it('of a large directory are the best, the place itself and others of the level', () => {
    const fitting = Array.from({ length: 100 }, (_, n) =>
      candidate(`fits-${n}`, { score: 1 - n / 100 }),
    );
    const far = Array.from({ length: 100 }, (_, n) =>
      candidate(`far-${n}`, { excludedBecause: ['region'] }),
    );
    const wrong = Array.from({ length: 100 }, (_, n) =>
      candidate(`wrong-${n}`, { excludedBecause: ['level'] }),
    );
    const all = [...fitting, ...wrong, ...far];
    const place = { programId: 'fits-80', trackId: 'evening' };
    expect(worthStoring(all, place)).toEqual([
      ...fitting.slice(0, 60),
      fitting[80],
      ...far.slice(0, 60),
    ]);
    expect(worthStoring([...wrong], { programId: null, trackId: null })).toHaveLength(60);
    expect(worthStoring(far.slice(0, 60), place)).toEqual(far.slice(0, 60));
  });

  it('keep tracks that are out for the same reasons together', () => {
    const out = ['a', 'b'].map((name) => candidate(name, { excludedBecause: ['level', 'region'] }));
    expect(packCandidates(out)).toEqual({
      fitting: [],
      others: { 'level,region': ['a/evening', 'b/evening'] },
    });
  });
});
