/**
 * The layers of the house, from the ground up. A module may import only from a layer below its own;
 * neighbours in one layer do not know each other. `web` sits on top of everything but the composition root.
 */
const layers = [
  ['shared'],
  ['access', 'wilayah', 'messages', 'regulation'],
  ['enterprise', 'catalogue'],
  ['eligibility', 'purchasing'],
  ['participation', 'etalase', 'onboarding'],
  ['compliance', 'exchange'],
  ['ingestion'],
  ['web', 'demo'],
];

const rules = [];
layers.forEach((modules, level) => {
  for (const module of modules) {
    const mayNotSee = layers
      .slice(level)
      .flat()
      .filter((other) => other !== module);
    if (mayNotSee.length === 0) continue;
    rules.push({
      name: `${module}-looks-down-only`,
      comment: `Layer ${level + 1}: ${module} may import only from the layers below it.`,
      severity: 'error',
      from: { path: `^src/${module}/`, pathNot: '\\.spec\\.tsx?$' },
      to: { path: `^src/(${mayNotSee.join('|')})/` },
    });
  }
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      from: { path: '^src/(?!cli/)[^/]+/' },
      to: { path: '^src/[^/]+\\.tsx?$' },
    },
    {
      name: 'database-knows-entities-nobody-below-knows-database',
      comment: 'database/ holds the data source and the migrations; modules get their EntityManager injected.',
      severity: 'error',
      from: { path: '^src/(?!database/|cli/)[^/]+/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^src/database/' },
    },
    {
      name: 'rows-stay-home',
      comment: 'Entities and repositories are private to their module; only database/ may list the entities.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/database/' },
      to: { path: '^src/([^/]+)/.*\\.(entity|repository)\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphan-packages', severity: 'error', from: { path: '^src' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    moduleSystems: ['es6'],
  },
};
