import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));

const SCRIPTS = ['**/*.mjs', '**/*.cjs', '**/*.js'];
const TESTS = ['**/*.{spec,int-spec,e2e-spec}.{ts,tsx}', '{libs/testing,test}/**/*.{ts,tsx}'];
const WEB = ['apps/console/web/**/*.{ts,tsx}'];
/** Tools that look for a default export: nothing else may have one. */
const CONFIGURATION = [
  '*.config.{js,mjs,ts}',
  '**/*.config.{js,mjs,ts}',
  'scripts/**/*-reporter.mjs',
  'libs/testing/src/global-{setup,teardown}.{ts,mjs}',
];

const KAFKAJS = {
  regex: '^kafkajs(/|$)',
  message:
    'kafkajs stays behind the EventLog port: use it in libs/messaging/src/adapters/kafka only.',
};
const DEEP_IMPORTS = {
  // The form of specifications is an entry of its own: a test of a pure rule loads no database.
  regex: '^@handrail/(?!testing/decider$|platform/prompt-works$)[^/]+/',
  message: 'Import a library by its name: what its index does not export is private.',
};

/** A reader need not look for two forms; and what is private stays so in the program that runs. */
const PRIVATE_MEMBERS = [
  'TSParameterProperty[accessibility="private"]',
  ':matches(PropertyDefinition, MethodDefinition)[accessibility="private"][kind!="constructor"]',
].map((selector) => ({
  selector,
  message: 'Write a private member with #, a parameter as a parameter that is assigned to it.',
}));

/** The rules that catch what the compiler cannot: lost promises, forgotten cases, lost types. */
const typeChecked = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  // Files with decorators are left alone by the rule: Nest needs the values for its metadata there.
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // The compiler finds them already, by noUnusedLocals and noUnusedParameters.
  '@typescript-eslint/no-unused-vars': 'off',
  // Ports are asynchronous, some of what stands behind them is not.
  '@typescript-eslint/require-await': 'off',
  // TypeORM and Nest take lists of classes as lists of Function.
  '@typescript-eslint/no-unsafe-function-type': 'off',
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
};

export default tseslint.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '**/.handrail/', '.cache/', 'coverage/', 'patches/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-imports': ['error', { patterns: [KAFKAJS, DEEP_IMPORTS] }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: root },
    },
    rules: { ...typeChecked, 'no-restricted-syntax': ['error', ...PRIVATE_MEMBERS] },
  },
  {
    files: WEB,
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      parserOptions: { project: './apps/console/web/tsconfig.json', tsconfigRootDir: root },
    },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // React calls handlers and ignores what they return.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    // Bodies of answers and rows are `any` by nature in tests, and their assertions are the check. What
    // a test must not do is forget a promise: it would pass before it proved anything.
    files: TESTS,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['libs/messaging/src/adapters/kafka/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [DEEP_IMPORTS] }] },
  },
  {
    files: SCRIPTS,
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      globals: { module: 'writable', require: 'readonly', __filename: 'readonly' },
    },
  },
  { files: CONFIGURATION, rules: { 'no-restricted-exports': 'off' } },
);
