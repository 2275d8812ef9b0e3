/** The window's own scheme and host. A scheme of its own keeps the page away from `file:` and everything that it may read. */
export const SCHEME = 'app';
export const HOME = `${SCHEME}://headroom/`;

/**
 * Whether an address is the application's own page. Compared by its parts: look-alikes such as `app://headroom.evil/` and
 * `app://headroom@evil/` begin like it.
 */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === 'headroom' && username === '' && password === '';
}
