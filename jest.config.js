/** What every kind of test shares: TypeScript and modules are Node's matter (`test/support/native-runner.mjs`). */
const base = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/native-runner.mjs',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json'],
};

export default {
  testTimeout: 300_000,
  // One each where several runs go side by side, as in .ci/run: more of them only wait for one another.
  maxWorkers: Number(process.env.TEST_WORKERS ?? 2),
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'] },
    { ...base, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.spec.ts'] },
    { ...base, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    { ...base, displayName: 'server', testMatch: ['<rootDir>/test/server/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
      globalTeardown: '<rootDir>/test/browser/support/demo-template.mjs',
    },
  ],
};
