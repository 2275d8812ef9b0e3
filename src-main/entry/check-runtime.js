/**
 * Refuses a runtime that is too old, in one sentence and with exit status 2.
 *
 * In plain JavaScript and imported before anything else, because such a runtime reads no TypeScript, and ends without a message
 * in the store's native part.
 */

/** The Node-API version that the store's native part is built for. */
const NEEDED_NODE_API = 10;

/**
 * One sentence that says why this runtime cannot run Headroom; undefined where it can.
 *
 * @param {string} version
 * @param {string | undefined} nodeApi
 * @returns {string | undefined}
 * @example runtimeProblem('v20.20.2', '9') // 'Headroom needs Node 22.14 or newer …'
 */
export function runtimeProblem(version, nodeApi) {
  if (Number(nodeApi ?? '0') >= NEEDED_NODE_API) return undefined;
  return `Headroom needs Node 22.14 or newer, and this is ${version}; run it by "npm run", which brings its own Node.`;
}

const problem = runtimeProblem(process.version, process.versions['napi']);
if (problem !== undefined) {
  process.stderr.write(`headroom: ${problem}\n`);
  process.exit(2);
}
