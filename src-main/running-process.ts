/** Whether a process of this machine still runs. Signal 0 only asks; a process that may not be asked by this user is there all the same. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
