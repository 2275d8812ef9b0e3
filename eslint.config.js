import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

const clockAndChance = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is an argument: take `today` or `now` from the caller.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is an argument: take `today` or `now` from the caller.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance is an argument: use the seeded generator of engine/random.',
  },
];

/** Their last bit is another one from one engine of JavaScript to the next. */
const inexact = {
  selector:
    "MemberExpression[object.name='Math'][property.name=/^(exp|expm1|log|log1p|log2|log10|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot)$/]",
  message:
    'Figures are the same in the page and in the host: take it from engine/elementary, or add it there.',
};

export default tseslint.config(
  { ignores: ['out/**', 'demo-out/**', 'node_modules/**', 'tests/fixtures/**', 'resources/**', '**/*.d.ts'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Micros are branded bigints, which the rule takes for objects.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['src-shared/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...clockAndChance] } },
  {
    files: ['src-shared/engine/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockAndChance, inexact] },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    // Warns that the React Compiler leaves out what uses a virtual list; no compiler is used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  { files: ['**/*.js', '**/*.cjs', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
