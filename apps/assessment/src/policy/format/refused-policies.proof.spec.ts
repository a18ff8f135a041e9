import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRIGGER_KINDS } from '@handrail/domain';
import { shippedPoliciesFolder } from '../policy-book.js';
import { checkPolicy, loadPolicy } from './load-policy.js';
import { describeProblem, PolicyRefused } from './policy-problem.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A copy of the shipped policy in which one text of one file was replaced. */
function policyWith(file: string, before: string | RegExp, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-policy-'));
  folders.push(folder);
  cpSync(join(shippedPoliciesFolder(), '2026.1'), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(before, after);
  if (changed === text) throw new Error(`${String(before)} is not in ${file}`);
  writeFileSync(path, changed);
  return folder;
}

const problemsOf = (folder: string) => checkPolicy(folder).problems.map(describeProblem);

describe('the shipped policy', () => {
  const shipped = join(shippedPoliciesFolder(), '2026.1');

  it('has nothing wrong with it', () => {
    expect(problemsOf(shipped)).toEqual([]);
  });

  // Loading it asks every case, and refuses it when a row or a confirmed trigger has none.
  it('is held to at least forty written cases, one for each row and trigger', () => {
    const { cases } = loadPolicy(shipped);
    expect(cases.length).toBeGreaterThanOrEqual(40);
    const triggers = new Set(cases.flatMap(({ inputs }) => inputs.triggers ?? []));
    expect([...triggers].sort()).toEqual([...TRIGGER_KINDS].sort());
    const sentences = cases.map(({ given, when, then }) => `${given} ${when} ${then}`);
    expect(new Set(sentences).size).toBe(cases.length);
  });

  it('keeps its fingerprint when somebody approves it, and not when a row changes', () => {
    const { contentHash } = loadPolicy(shipped).policy;
    const approval = "status: approved\napproval: { by: A, role: B, at: '2026-01-01T00:00:00Z' }";
    const approved = policyWith('policy.yaml', /status: draft\napproval: null/, approval);
    expect(loadPolicy(approved).policy).toMatchObject({ status: 'approved', contentHash });
    const changed = policyWith('limits.yaml', 'value: 15', 'value: 16');
    expect(loadPolicy(changed).policy.contentHash).not.toBe(contentHash);
  });
});

describe('a policy is refused, with the row named, when', () => {
  it.each<[string, [string, string | RegExp, string], string]>([
    [
      'a rating has no row',
      ['minimums.yaml', 'd5: 3 }', 'd5: 4 }'],
      'minimums.yaml: dimension d5 has a gap: no row for',
    ],
    [
      'two rows answer one rating',
      ['minimums.yaml', "when: { d2: '[0..2]' }", "when: { d2: '[0..3]' }"],
      'minimums.yaml, row R4-d2-3: overlaps row R4-d2-0 for d2 3',
    ],
    [
      'a row can never fire',
      ['supports.yaml', 'level: [IOP, PHP], d6: 3,', "level: [IOP, PHP], d6: '> 4',"],
      'supports.yaml, row R6-recovery-housing: when.d6 can never hold',
    ],
    [
      'a row is shadowed by its own exception',
      ['floors.yaml', 'when: {}\n    given: low-risk', 'when: { d2: 3 }\n    given: low-risk'],
      'floors.yaml, row R5-T1-low: can never fire',
    ],
    [
      'ratings are averaged instead of the highest minimum winning',
      ['minimums.yaml', 'combine: highest-minimum', 'combine: average'],
      'minimums.yaml: /combine is not highest-minimum',
    ],
    [
      'a row does not say where it comes from',
      ['floors.yaml', /(id: R5-T2\n[\s\S]*?) {4}source: .*\n/, '$1'],
      'floors.yaml, row R5-T2: lacks source',
    ],
    [
      'a field is misspelt',
      ['floors.yaml', 'atLeast: IOP', 'atleast: IOP'],
      'floors.yaml, row R5-T1: has the unknown field atleast',
    ],
    [
      'a level does not exist',
      ['minimums.yaml', 'atLeast: PHP\n    note: medically', 'atLeast: SPA\n    note: medically'],
      'minimums.yaml, row R4-d2-3: atLeast is none of LTS, OP, IOP, PHP, RES, WM, ACUTE, none',
    ],
    [
      'more risk asks for less',
      ['minimums.yaml', /(id: R4-d5-3\n[\s\S]*?)atLeast: PHP/, '$1atLeast: OP'],
      'minimums.yaml, row R4-d5-3: asks for less when d5 rises',
    ],
    [
      'a trigger leaves a current level out',
      ['floors.yaml', '[none, WM, ACUTE] }\n    atLeast: IOP', '[none, WM] }\n    atLeast: IOP'],
      'floors.yaml: trigger repeated-return-to-use has a gap: no row for currentLevel ACUTE',
    ],
    [
      'a test is no test',
      ['minimums.yaml', "when: { d3: '[0..2]' }", "when: { d3: 'low' }"],
      'minimums.yaml, row R4-d3-0: when.d3 is not a test of a rating',
    ],
    [
      'a home is misspelt',
      ['readings.yaml', 'housing: [unsafe]', 'housing: [unsave]'],
      'readings.yaml, row R4-home-unsafe: when.housing names unsave',
    ],
    [
      'an unknown withdrawal risk would place',
      ['settled.yaml', 'when: { d1: [unknown] }', 'when: { d1: 4 }'],
      'settled.yaml: an unknown d1 must give no level',
    ],
    [
      'an emergency would be settled by a low rating',
      ['settled.yaml', 'when: { d2: 4 }', 'when: { d2: 2 }'],
      'settled.yaml, row R1-d2: an emergency is a high rating',
    ],
    [
      'an unknown readiness counts as nothing',
      ['readings.yaml', /- id: R0-d4[\s\S]*?(?=- id: R0-d5)/, ''],
      'readings.yaml: does not say what an unknown d4 counts as',
    ],
    [
      'two rows have one id',
      ['reviews.yaml', 'id: R5-T2-review', 'id: R5-T2'],
      'has the id of a row in',
    ],
    [
      'a condition is not there',
      ['withdrawal.yaml', 'given: safe-for-ambulatory-withdrawal', 'given: safe'],
      'withdrawal.yaml, row R3-ambulatory: names the unknown condition safe',
    ],
    [
      'a trigger has no due time',
      ['triggers.yaml', /- id: T5[\s\S]*?(?=- id: T6)/, ''],
      'triggers.yaml: needs exactly one row for trigger overdose',
    ],
    [
      'a threshold is missing',
      ['limits.yaml', /- id: transfer-grace-hours[\s\S]*/, ''],
      'limits.yaml: lacks the limit transfer-grace-hours',
    ],
    [
      'it is approved by nobody',
      ['policy.yaml', 'status: draft', 'status: approved'],
      'policy.yaml: is approved but does not say by whom and when',
    ],
    [
      'a level offers a lower one instead',
      ['policy.yaml', 'alternatives: [RES]', 'alternatives: [IOP]'],
      'policy.yaml: level PHP offers IOP, which is not above it',
    ],
    [
      'a rule looks at its own answer',
      ['minimums.yaml', 'when: { d4: 4 }', 'when: { d4: 4, level: [RES] }'],
      'minimums.yaml, row R4-d4-4: may not test level',
    ],
    [
      'an input is forgotten',
      ['supports.yaml', /- id: R6-prenatal[\s\S]*/, ''],
      'policy.yaml: no row looks at pregnant, and it is not among what the policy ignores',
    ],
    [
      'an input is looked at that it claims to ignore',
      ['policy.yaml', 'ignores: [injecting,', 'ignores: [housing, injecting,'],
      'readings.yaml, row R4-home-unsafe: looks at housing, which the policy ignores',
    ],
    [
      'a row answers only what was settled before',
      ['minimums.yaml', /(id: R4-d3-3\n {4}dimension: d3\n {4}when: )\{ d3: 3 \}/, '$1{ d3: 4 }'],
      'minimums.yaml, row R4-d3-3: can never fire',
    ],
    [
      'a case gets another answer',
      ['cases.yaml', 'expect: { level: IOP, mode: automatic }', 'expect: { level: PHP }'],
      'cases.yaml, row detox-stable-home: expects level PHP, not IOP',
    ],
    [
      'a row has no case',
      ['cases.yaml', 'rules: [R5-T3-none]', 'rules: [R3-d1-0]'],
      'floors.yaml, row R5-T3-none: has no case that names it',
    ],
    [
      'a case names a row that plays no part in it',
      ['cases.yaml', 'rules: [R5-T2]', 'rules: [R5-T2, R4-d6-4]'],
      'cases.yaml, row residential-low-risk: R4-d6-4 has no part in its answer',
    ],
    [
      'a case misses a support',
      ['cases.yaml', 'supports: [prenatal-care]', 'supports: [child-care]'],
      'cases.yaml, row newly-pregnant: expects the support child-care',
    ],
    [
      'a case is misspelt',
      ['cases.yaml', 'then: IOP, by itself', 'than: IOP, by itself'],
      'cases.yaml, row detox-stable-home: has the unknown field than',
    ],
    ['it is not YAML', ['limits.yaml', 'rows:', 'rows: ['], 'limits.yaml: is not valid YAML'],
  ])('%s', (_name, [file, before, after], problem) => {
    const problems = problemsOf(policyWith(file, before, after));
    expect(problems.join('\n')).toContain(problem);
  });

  it('a file is missing or does not belong', () => {
    const folder = policyWith('limits.yaml', 'value: 15', 'value: 16');
    rmSync(join(folder, 'floors.yaml'));
    writeFileSync(join(folder, 'extras.yaml'), 'rows: []');
    expect(problemsOf(folder)).toEqual([
      'extras.yaml: is not a file of a policy',
      'floors.yaml: is missing',
    ]);
  });

  it('everything wrong is told at once, and loading throws it', () => {
    const folder = policyWith('policy.yaml', 'status: draft', 'status: approved');
    const floors = join(folder, 'floors.yaml');
    const text = readFileSync(floors, 'utf8');
    writeFileSync(
      floors,
      text.replace(
        'currentLevel: [PHP] }\n    atLeast: RES',
        'currentLevel: [OP] }\n    atLeast: RES',
      ),
    );
    expect(() => loadPolicy(folder)).toThrow(PolicyRefused);
    const problems = problemsOf(folder).join('\n');
    expect(problems).toContain('policy.yaml: is approved');
    expect(problems).toContain('row R5-T3-PHP: overlaps row R5-T3-OP');
    expect(problems).toContain('has a gap: no row for currentLevel PHP');
  });
});
