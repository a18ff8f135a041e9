// The compiler's and ESLint's part of `npm run check`, on the same programs: the typed rules ask what
// the compiler has just found out, so that both together take little longer than either alone.
import { createProgram } from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { root } from './steps.mjs';

const projects = [
  { config: 'tsconfig.json', files: ['**/*.{ts,tsx}'] },
  { config: 'apps/console/web/tsconfig.json', files: ['apps/console/web/**/*.{ts,tsx}'] },
].map(({ config, files }) => ({ files, program: createProgram(config, root) }));

const problems = projects.flatMap(({ program }) => [...ts.getPreEmitDiagnostics(program)]);
if (problems.length > 0)
  console.log(
    ts.formatDiagnostics(problems, {
      getCurrentDirectory: () => root,
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    }),
  );

const eslint = new ESLint({
  cwd: root,
  overrideConfig: projects.map(({ files, program }) => ({
    files,
    languageOptions: { parserOptions: { project: null, programs: [program] } },
  })),
});
const results = await eslint.lintFiles(['.']);
const complaints = results.filter((file) => file.errorCount + file.warningCount > 0);
const { format } = await eslint.loadFormatter('stylish');
if (complaints.length > 0) console.log(await format(results));
process.exitCode = problems.length + complaints.length > 0 ? 1 : 0;
