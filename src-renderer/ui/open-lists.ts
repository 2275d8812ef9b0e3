/** Fields whose value is one of a list and nothing else; those that take any text keep what is typed. */
const CLOSED = '.mantine-Select-root, .mantine-MultiSelect-root';

/**
 * Makes Enter in an open list take what is marked there, or the first that typed words leave, and never send the form around it:
 * the field's own answer to the key comes first, but it knows nothing of typed words, and a key that is faster than its timers
 * finds no mark. Without this the form would be sent without the choice.
 */
export function takeFromOpenLists(page: Document): void {
  // The field that holds words to look for, which are no longer that once something is chosen.
  let typed: EventTarget | null = null;
  page.addEventListener('input', ({ target }) => (typed = target));
  for (const name of ['focusin', 'click']) page.addEventListener(name, () => (typed = null));
  page.addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
    // Set as long as the list is open.
    if (!(field instanceof HTMLInputElement) || field.dataset['expanded'] === undefined) return;
    const marked = markedOf(field);
    if (marked === undefined && field.closest(CLOSED) === null) return;
    event.preventDefault();
    (marked ?? (typed === field ? firstOf(field) : undefined))?.click();
  });
}

/** What the arrows stand on. */
function markedOf(field: HTMLInputElement): HTMLElement | undefined {
  const option = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
  return option?.dataset['comboboxSelected'] === undefined ? undefined : option;
}

function firstOf(field: HTMLInputElement): HTMLElement | null | undefined {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  return list?.querySelector<HTMLElement>('[role="option"]');
}
