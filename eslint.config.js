import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** `eslint-disable` without its reason beside it is an error; `@ts-…` comments have a rule of their own. */
const reasons = {
  rules: {
    'disable-with-reason': {
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments())
            if (/^\s*eslint-disable/.test(comment.value) && !/--\s*\S{2,}.{8,}/s.test(comment.value))
              context.report({ loc: comment.loc, message: 'Say why, after "--".' });
        },
      }),
    },
  },
};

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing is called the same everywhere.',
};
const ambient = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is an input: take it from doing.now or app.clock().',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an input: take it from doing.now or app.clock().',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is an input: take it from doing.random or app.random.',
  },
];
const classes = {
  selector: ":matches(ClassDeclaration, ClassExpression):not([superClass.name='Error'])",
  message: 'No classes except errors.',
};

const tests = [
  '**/*.{test,fixture}.{ts,tsx}',
  'platform/src/testing/**',
  'test/**',
  'bench/**',
  'packages/*/test/**',
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.rungs/**',
      'platform/public/**',
      '**/*.gen.ts',
      'packages/credentials/src/contexts/pinned/**',
      'coverage/**',
      'examples/**/*.json',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    plugins: { reasons },
    rules: {
      'reasons/disable-with-reason': 'error',
      'max-lines': ['error', { max: 500 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['*.config.ts', 'test/ladder/vitest.config.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.check.json', 'web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // Inside try a promise must be awaited, or its rejection passes by the catch; elsewhere either is fine.
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        {
          'ts-expect-error': 'allow-with-description',
          'ts-ignore': true,
          'ts-nocheck': true,
          minimumDescriptionLength: 10,
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', defaultExport, classes],
    },
  },
  { files: ['*.config.ts', 'test/ladder/vitest.config.ts'], extends: [tseslint.configs.base] },
  // Tools that read a configuration file want its default export.
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': ['error', classes] } },
  {
    // Rungs take time and randomness as inputs; composition and the embedded server hand in the real ones.
    files: ['platform/src/**/*.ts'],
    ignores: [...tests, 'platform/src/app/**', 'platform/src/cli/**', 'platform/src/store/embedded.ts'],
    rules: { 'no-restricted-syntax': ['error', defaultExport, classes, ...ambient] },
  },
  {
    files: ['packages/{credentials,science}/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', defaultExport, classes, ...ambient] },
  },
  {
    files: ['{platform,packages/*}/src/**/*.ts'],
    ignores: tests,
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 800 }],
      'no-restricted-syntax': 'off',
      'no-console': 'off',
    },
  },
  // Declarations of other people's modules are as those modules are.
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['platform/src/cli/**', 'tools/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // React components are functions that return markup, and some are long for that reason.
    files: ['web/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
);
