import type { Reassessment } from '../../../../../src/api/care.js';
import { meanwhileText } from '../refusal.js';
import { lastChange } from './meanwhile.js';

const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
const view = (changes: object) =>
  ({ ratedAt: null, claimedAt: null, claimedBy: null, ...changes }) as Reassessment;
const told = (changes: object) => {
  const last = lastChange(view(changes));
  return last && `${meanwhileText(last)} ${last.at}`;
};
const draft = { ratings: {}, note: null, by: 'nurse-8', savedAt: at(2) };

describe('what happened last', () => {
  it('is the newest of everything that is dated', () => {
    expect(told({})).toBeNull();
    expect(told({ claimedBy: 'nurse-7', claimedAt: at(1), draft })).toBe(
      `nurse-8 saved a draft ${at(2)}`,
    );
    expect(told({ claimedBy: 'nurse-7', claimedAt: at(3), draft })).toBe(
      `nurse-7 claimed it ${at(3)}`,
    );
  });

  it('names who signed, who decided otherwise and when the policy did', () => {
    const signed = { claimedBy: 'nurse-7', claimedAt: at(1), draft, determinedAt: at(4) };
    expect(told({ ...signed, decidedBy: 'clinician' })).toBe(`nurse-7 signed it ${at(4)}`);
    expect(told({ ...signed, decidedBy: 'policy' })).toBe(`The policy signed it ${at(4)}`);
    expect(told({ ...signed, override: { by: 'dr-2' } })).toBe(
      `dr-2 decided otherwise than the policy ${at(4)}`,
    );
  });

  it('knows hand-offs from the history', () => {
    const history = [
      {
        stage: 'unassigned',
        by: 'nurse-8',
        reason: 'shift ends',
        effectiveAt: at(5),
        recordedAt: at(5),
      },
    ];
    expect(told({ history })).toBe(`nurse-8 handed it off ${at(5)}`);
  });
});
