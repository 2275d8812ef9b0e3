/** The Node-API version that the store's native part is built for; an older runtime crashes in it without a message. */
const NEEDED_NODE_API = 10;

/**
 * One sentence that says why this runtime cannot run Headroom; undefined where it can.
 *
 * @example runtimeProblem('v20.20.2', '9') // 'Headroom needs Node 22.14 or newer …'
 */
export function runtimeProblem(version: string, nodeApi: string | undefined): string | undefined {
  if (Number(nodeApi ?? '0') >= NEEDED_NODE_API) return undefined;
  return `Headroom needs Node 22.14 or newer, and this is ${version}; run it by "npm run", which brings its own Node.`;
}

/** Ends the process with exit status 2 where the runtime is too old. To be called before anything else is loaded. */
export function refuseOldRuntime(): void {
  const problem = runtimeProblem(process.version, process.versions['napi']);
  if (problem === undefined) return;
  process.stderr.write(`headroom: ${problem}\n`);
  process.exit(2);
}
