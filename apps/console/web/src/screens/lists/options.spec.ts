import { PROGRAM_LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { HEADLINE_TRIGGERS } from '../../format/labels.js';
import { LEVEL_OPTIONS, TRIGGER_OPTIONS } from './options.js';

const values = (options: readonly { value: string }[]) => options.map((option) => option.value);

describe('choices of the list filters', () => {
  it('are the kinds and levels the domain knows', () => {
    expect(values(TRIGGER_OPTIONS)).toEqual(['', ...TRIGGER_KINDS, 'unknown']);
    expect(values(LEVEL_OPTIONS)).toEqual(['', ...PROGRAM_LEVELS]);
    for (const trigger of HEADLINE_TRIGGERS) expect(TRIGGER_KINDS).toContain(trigger);
  });
});
