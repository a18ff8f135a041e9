import type { DeterminationData, Rating, Ratings } from '@handrail/contracts';
import type { Level } from '@handrail/domain';

const LEVELS: readonly Level[] = ['OP', 'OP', 'IOP', 'PHP', 'RES'];
const RANK: readonly Level[] = ['OP', 'IOP', 'PHP', 'RES'];

const levelFor = (risk: Rating): Level => LEVELS[risk === 'unknown' ? 2 : risk]!;
const ASAM: Readonly<Record<string, string>> = { OP: '1', IOP: '2.1', PHP: '2.5', RES: '3.5' };

/** A policy of one rule, for tests of the page: the highest of d4 and d5, and nothing without d1 to d3. */
export function determinationOf(ratings: Ratings, policyVersion: string): DeterminationData {
  const known = (['d1', 'd2', 'd3'] as const).every((name) => ratings[name] !== 'unknown');
  const wanted = (['d4', 'd5'] as const).map((name) => ({
    name,
    risk: ratings[name],
    level: levelFor(ratings[name]),
  }));
  const highest = wanted.reduce((a, b) => (RANK.indexOf(b.level) > RANK.indexOf(a.level) ? b : a));
  const level = known ? highest.level : null;
  return {
    ...{ level, asamLevel: level && ASAM[level]!, policyVersion, policyStatus: 'draft' },
    alternatives: level === 'IOP' ? ['PHP'] : [],
    mode: level ? 'automatic' : 'needs-human',
    supports: ratings.d6 === 3 ? ['recovery-housing'] : [],
    withdrawalSetting: null,
    trace: known
      ? wanted.map(({ name, risk, level: least }) => ({
          ...{ rule: `R4-${name}-${risk}`, input: { [name]: risk } },
          ...{ effect: `at least ${least}`, source: 'own proposal, after TIP 47' },
        }))
      : [
          {
            ...{ rule: 'R2-unknown', input: { d1: ratings.d1, d2: ratings.d2, d3: ratings.d3 } },
            ...{ effect: 'a person decides', source: 'own proposal 4.2' },
          },
        ],
    wouldChangeIf: known
      ? [{ input: 'd5', to: 3, level: 'PHP' }]
      : [{ input: 'd1', to: 0, level: 'IOP' }],
    inputsHash: 'sha256:made-up',
  };
}
