// The compiler's and ESLint's part of `npm run check`, on the same program: the typed rules ask what the
// compiler has just found out, so that both together take little longer than either alone. The page has
// a program of its own: `node scripts/types-and-lint.mjs page` looks at that, without it at the rest.
import { createProgram } from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { root } from './steps.mjs';

const PAGE = 'apps/console/web';
const { config, looksAt, leavesOut } =
  process.argv[2] === 'page'
    ? { config: `${PAGE}/tsconfig.json`, looksAt: PAGE, leavesOut: [] }
    : { config: 'tsconfig.json', looksAt: '.', leavesOut: [{ ignores: [`${PAGE}/`] }] };

const program = createProgram(config, root);
const problems = ts.getPreEmitDiagnostics(program);
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
  overrideConfig: [
    ...leavesOut,
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parserOptions: { project: null, programs: [program] } },
    },
  ],
});
const results = await eslint.lintFiles([looksAt]);
const complaints = results.filter((file) => file.errorCount + file.warningCount > 0);
const { format } = await eslint.loadFormatter('stylish');
if (complaints.length > 0) console.log(await format(results));
process.exitCode = problems.length + complaints.length > 0 ? 1 : 0;
