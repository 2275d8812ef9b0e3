/**
 * The arrows of the architecture, as rules. An arrow points at what is imported; whatever is not allowed here is an error.
 */

/** Every third-party package has one door: the only folder that imports it. Types of a package count as the package. */
const DOORS = {
  'src-shared/contract': ['@orpc/contract', 'zod'],
  'src-main/(router|transport|backend\\.ts)': ['@orpc/server'],
  'src-main/transport/http': ['@orpc/openapi', '@orpc/zod'],
  'src-(main/cli|renderer/client)': ['@orpc/client'],
  'src-main/store': ['better-sqlite3'],
  'src-main/importers': ['papaparse', 'yauzl'],
  'src-main/reports': [
    'chart\\.js',
    '@fontsource/ibm-plex-sans',
    '@fontsource/ibm-plex-sans-condensed',
    'pdfkit',
    'write-excel-file',
  ],
  'src-main/notifications': ['nodemailer'],
  'src-main/electron': ['electron', 'electron-log'],
  'src-renderer/client': ['@orpc/tanstack-query'],
  'src-renderer/ui': ['@tanstack/react-virtual'],
  'src-renderer/charts': ['chart\\.js'],
  'src-renderer/features/reports': ['pdfjs-dist'],
  'src-renderer/main\\.tsx': ['@fontsource/ibm-plex-sans', '@fontsource/ibm-plex-sans-condensed'],
};

/** The page is built from these everywhere. */
const PAGE_PACKAGES = [
  '@mantine/[^/]+',
  '@tanstack/react-query',
  'lucide-react',
  'react',
  'react-dom',
  'wouter',
];

const packagePath = (names) => `node_modules/(@types/)?(${names.join('|')})/`;

const doorsOf = (name) =>
  Object.entries(DOORS).flatMap(([folder, names]) => (names.includes(name) ? [folder] : []));

const oneDoorEach = [...new Set(Object.values(DOORS).flat())].map((name) => ({
  name: `one-door-for-${name.replaceAll(/[^a-z0-9]+/gi, '-')}`,
  comment:
    'Each third-party package is imported by one folder only; its types may be named elsewhere, but for Electron.',
  severity: 'error',
  from: { path: '^src-', pathNot: doorsOf(name).map((folder) => `^${folder}`) },
  to: { path: packagePath([name]), ...(name === 'electron' ? {} : { dependencyTypesNot: ['type-only'] }) },
}));

const layer = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

const own = '^(src-|resources)';

export default {
  forbidden: [
    layer(
      'no-cycles',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Modules that need each other are one module.',
    ),
    layer(
      'nothing-unresolved',
      { path: '^(src-|tests)' },
      { couldNotResolve: true, pathNot: '\\?' },
      'A path that leads nowhere.',
    ),
    layer('no-deprecated-node', {}, { dependencyTypes: ['deprecated'] }, 'Deprecated packages and modules.'),

    layer(
      'shared-is-pure',
      { path: '^src-shared' },
      { path: '^(src-main|src-renderer|tests)' },
      'The pure part knows nobody.',
    ),
    layer(
      'shared-has-no-node',
      { path: '^src-shared' },
      { dependencyTypes: ['core'] },
      'The pure part runs anywhere: no module of Node.',
    ),
    layer(
      'domain-knows-nobody',
      { path: '^src-shared/domain' },
      { path: own, pathNot: '^src-shared/domain' },
      'Words stand at the bottom.',
    ),
    layer(
      'engine-knows-domain',
      { path: '^src-shared/engine' },
      { path: own, pathNot: '^src-shared/(domain|engine|charts)' },
      'Sums know words, and nothing else.',
    ),
    layer(
      'charts-know-domain',
      { path: '^src-shared/charts' },
      { path: own, pathNot: '^src-shared/(domain|charts)' },
      'Pictures as data.',
    ),

    layer(
      'workflow-knows-contract',
      { path: '^src-shared/workflow' },
      { path: own, pathNot: '^src-shared/(domain|contract|workflow)' },
      'A run asks by the contract alone, whoever runs it.',
    ),

    layer(
      'main-knows-no-page',
      { path: '^src-main' },
      { path: '^(src-renderer|tests)' },
      'The backend knows no page.',
    ),
    layer(
      'page-knows-no-backend',
      { path: '^src-renderer' },
      { path: '^(src-main|tests)' },
      'The page reaches the backend by the contract only.',
    ),
    layer(
      'page-has-no-node',
      { path: '^src-renderer' },
      { dependencyTypes: ['core'] },
      'The page runs in a sandbox.',
    ),

    layer(
      'store-stands-alone',
      { path: '^src-main/store' },
      {
        path: '^src-main',
        pathNot: '^src-main/(store|importers/types\\.ts|own-folder\\.ts|running-process\\.ts)',
      },
      'The store knows no operation and no door.',
    ),
    layer(
      'importers-stand-alone',
      { path: '^src-main/importers' },
      { path: '^src-main', pathNot: '^src-main/importers' },
      'Reading knows no store.',
    ),
    layer(
      'reports-stand-alone',
      { path: '^src-main/reports' },
      { path: '^src-main', pathNot: '^src-main/reports' },
      'Setting a report knows no store.',
    ),
    layer(
      'router-knows-no-door',
      { path: '^src-main/(router|jobs|backend\\.ts)' },
      { path: '^src-main/(transport|host|electron|cli)' },
      'The backend does not know its host.',
    ),
    layer(
      'transports-know-router',
      { path: '^src-main/transport' },
      { path: '^src-main/(store|reports|jobs|host|electron|cli)' },
      'A transport carries; it does not decide.',
    ),
    layer(
      'transports-are-apart',
      { path: '^src-main/transport/(http|port)/' },
      { path: '^src-main/transport/(http|port)/', pathNot: '^src-main/transport/$1/' },
      'A transport knows no other.',
    ),
    layer(
      'host-knows-no-window',
      { path: '^src-main/(host|cli)' },
      { path: '^src-main/electron' },
      'Only the shell knows Electron.',
    ),
    layer(
      'window-knows-no-http',
      { path: '^src-main/electron' },
      { path: '^src-main/transport/http' },
      'The window opens no socket.',
    ),

    layer(
      'features-are-apart',
      { path: '^src-renderer/features/([^/]+)/' },
      { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
      'Features never import one another.',
    ),
    layer(
      'page-parts-know-no-feature',
      { path: '^src-renderer/(client|charts|theme|format|forms|session|ui)/' },
      { path: '^src-renderer/(features|app)/' },
      'Parts serve features.',
    ),

    ...oneDoorEach,
    layer(
      'page-packages-in-the-page',
      { path: '^src-', pathNot: '^src-renderer' },
      { path: packagePath(PAGE_PACKAGES) },
      'Packages of the page stay in the page.',
    ),
    layer(
      'every-package-has-a-door',
      { path: '^src-' },
      {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: packagePath([...Object.values(DOORS).flat(), ...PAGE_PACKAGES]),
      },
      'A package without an assigned place: give it one in this file.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|demo-out)/' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.svg', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
