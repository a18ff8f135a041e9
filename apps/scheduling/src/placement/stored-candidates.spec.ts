import type { Candidate } from '../matching/domain/candidate.js';
import { packCandidates, unpackCandidates } from './stored-candidates.js';

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

  it('keep tracks that are out for the same reasons together', () => {
    const out = ['a', 'b'].map((name) => candidate(name, { excludedBecause: ['level', 'region'] }));
    expect(packCandidates(out)).toEqual({
      fitting: [],
      others: { 'level,region': ['a/evening', 'b/evening'] },
    });
  });
});
