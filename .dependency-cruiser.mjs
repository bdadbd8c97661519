// Who may import whom. The direction is: main > graphql, http > features > connectors, package-types, advisories, jobs >
// lib > shared, and web > shared. scripts/boundaries.test.ts plants a violation of each rule and sees it reported.

const features = ['identity', 'audit', 'integrations', 'packages', 'diagnostics', 'support', 'projects'];
const testFiles = '[.](test|arbitraries)[.]tsx?$';

/** Each feature may use those before it in the list; using a later one is reported. */
const featureOrder = features
  .slice(0, -1)
  .map((feature, place) =>
    rule(
      `feature-order-${feature}`,
      `${feature} may use only features before it: ${features.slice(0, place).join(', ') || 'none'}`,
      { path: `^server/src/features/${feature}/` },
      { path: `^server/src/features/(${features.slice(place + 1).join('|')})/` },
    ),
  );

export default {
  forbidden: [
    rule('no-cycles', 'a cycle has no direction', {}, { circular: true }),
    rule(
      'shared-imports-nobody',
      'shared runs in the server and in the browser, so it needs neither, and no package of either',
      { path: '^shared/', pathNot: testFiles },
      { pathNot: '^shared/' },
    ),
    rule(
      'web-imports-only-shared',
      'the browser knows the server through the GraphQL schema alone',
      { path: '^web/' },
      { path: '^(server|migrations)/' },
    ),
    rule(
      'plugs-know-nobody-above',
      'a connector or package type is used by features, never the other way round',
      { path: '^server/src/(connectors|package-types)/' },
      { path: '^server/src/(features|graphql|http|jobs|advisories)/' },
    ),
    rule(
      'plugs-never-meet',
      'a feature brings connectors and package types together',
      { path: '^(server|shared)/src/(connectors|package-types)/([^/]+)/' },
      { path: '^(server|shared)/src/(connectors|package-types)/[^/]+/', pathNot: '^(server|shared)/src/$2/$3/' },
    ),
    rule(
      'features-know-no-shell',
      'features do not know how they are reached',
      { path: '^server/src/features/' },
      { path: '^server/src/(graphql|http)/' },
    ),
    rule(
      'features-by-front-door',
      'a feature is entered through its index.ts by other features ...',
      { path: '^server/src/features/([^/]+)/' },
      {
        path: '^server/src/features/[^/]+/',
        pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/index[.]ts$'],
      },
    ),
    rule(
      'features-by-front-door-from-outside',
      '... and by everybody else',
      { pathNot: '^server/src/features/' },
      { path: '^server/src/features/[^/]+/', pathNot: '^server/src/features/[^/]+/index[.]ts$' },
    ),
    ...featureOrder,
    rule(
      'typeorm-only-in-stores',
      'only stores, entities, db.ts and migrations know the database library',
      { pathNot: ['(^|/)(store|entity)[.]ts$', '^server/src/db[.]ts$', '^migrations/', '^tests/', testFiles] },
      { path: packagePath('typeorm') },
    ),
    rule(
      'aws-sdk-only-in-codeartifact',
      'one connector knows AWS, and the lab plays its part',
      { pathNot: ['^server/src/connectors/codeartifact/', '^server/lab/', '^tests/'] },
      { path: packagePath('@(aws-sdk|aws-crypto|smithy)/[^/]+') },
    ),
    rule(
      'type-graphql-only-at-the-edge',
      'GraphQL types and resolvers are the edge; rules and data know nothing of it',
      { pathNot: ['(^|/)(resolver|types)[.]ts$', '^server/src/graphql/', '^tests/', testFiles] },
      { path: packagePath('type-graphql') },
    ),
    rule(
      'only-tests-import-tests',
      'the product does not need its tests',
      { pathNot: ['^tests/', testFiles] },
      { path: '^tests/' },
    ),
    rule(
      'nobody-imports-the-benchmark',
      'the benchmark measures the product, which does not know of it',
      { pathNot: '^bench/' },
      { path: '^bench/' },
    ),
    rule(
      'server-knows-no-lab',
      'the server reaches any AWS, the lab too, through its settings alone',
      { path: '^server/src/' },
      { path: '^server/(lab|local)/' },
    ),
    rule(
      'lab-stands-alone',
      'the lab shares only the policy evaluator with the server: a shared mistake would hide itself',
      { path: '^server/lab/', pathNot: testFiles },
      { path: '^server/(src|local)/', pathNot: '^server/src/connectors/codeartifact/policy' },
    ),
    rule(
      'lib-knows-nobody-above',
      'lib serves everything and knows nothing of it',
      { path: '^server/src/lib/' },
      { path: '^server/src/(features|connectors|package-types|advisories|jobs|graphql|http)/' },
    ),
    rule(
      'jobs-know-no-feature',
      'main hands the queue its handlers',
      { path: '^server/src/(jobs|advisories)/' },
      { path: '^server/src/(features|graphql|http|connectors)/' },
    ),
    rule(
      'no-unresolvable',
      'an import that leads nowhere escapes every other rule',
      {},
      { couldNotResolve: true, dependencyTypesNot: ['core'], pathNot: '[?]' },
    ),
  ],
  options: {
    // TypeScript 7 has no parser to offer; swc sees the same imports, those of types included.
    parser: 'swc',
    exclude: { path: ['(^|/)dist/', '(^|/)[.]data/'] },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** The name where the package is not installed, its folder where it is. */
function packagePath(name) {
  return `(^|node_modules/)${name}(/|$)`;
}
