const STORAGE_KEY = 'headroom.place';

/** Keeps where the user stands, `/budgets/acme`, for the next start. */
export function rememberPlace(address: string): void {
  window.localStorage.setItem(STORAGE_KEY, address);
}

/** The next start is at the overview: another workspace has other budgets. */
export function forgetPlace(): void {
  window.localStorage.removeItem(STORAGE_KEY);
  window.history.replaceState(null, '', '#/overview');
}

/** Goes where the last visit ended, when the address itself names no place. */
export function restorePlace(): void {
  const address = window.localStorage.getItem(STORAGE_KEY);
  if (window.location.hash === '' && address !== null) window.history.replaceState(null, '', `#${address}`);
}
