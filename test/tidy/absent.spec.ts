import type { Node } from 'oxc-parser';
import { expectNone, isTest, typescriptFiles, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

const isOptional = (decorators: readonly string[]) =>
  decorators.some((text) => text.startsWith('@IsOptional('));
const isNullable = (decorators: readonly string[]) =>
  decorators.some((text) => text.includes('nullable: true'));

/** Fields that let a null through which their rules do not know. */
function lettingNullThrough(file: RepositoryFile): string[] {
  const found: string[] = [];
  visit(file, (node: Node) => {
    if (node.type !== 'PropertyDefinition') return;
    const decorators = node.decorators.map(({ start, end }) => file.text.slice(start, end));
    if (isOptional(decorators) && !isNullable(decorators))
      found.push(`${file.path}:${lineAt(file, node.start)}`);
  });
  return found;
}

describe('fields of requests', () => {
  it.each([
    ['class A { @ApiPropertyOptional({ nullable: true }) @IsOptional() a?: string | null; }', 0],
    ['class A { @ApiPropertyOptional() @MayBeAbsent() a?: string; }', 0],
    ['class A { @ApiPropertyOptional() @IsOptional() a?: string; }', 1],
  ])('%s', (text, count) => {
    expect(lettingNullThrough({ path: `${text}.ts`, text })).toHaveLength(count);
  });

  it('are null only where a null means something', () => {
    expectNone(
      'A field that may be left out is @MayBeAbsent(); @IsOptional() is for fields that are nullable in OpenAPI.',
      '@IsOptional() lets a null through, and a rule that waits for undefined takes it for a value.',
      typescriptFiles.filter(({ path }) => !isTest(path)).flatMap(lettingNullThrough),
    );
  });
});
