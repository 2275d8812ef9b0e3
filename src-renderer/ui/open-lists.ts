/** Fields whose value is one of a list and nothing else; those that take any text keep what is typed. */
const CLOSED = '.mantine-Select-root, .mantine-MultiSelect-root';

/**
 * Makes Enter in an open list take what is marked there, or the first that typed words leave, and never send the form around it:
 * the field's own answer to the key comes first, but it knows nothing of typed words, and a key that is faster than its timers
 * finds no mark. Without this the form would be sent without the choice.
 */
export function takeFromOpenLists(page: Document): void {
  page.addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
    // Set as long as the list is open.
    if (!(field instanceof HTMLInputElement) || field.dataset['expanded'] === undefined) return;
    const marked = markedOf(field);
    if (marked === undefined && field.closest(CLOSED) === null) return;
    event.preventDefault();
    (marked ?? firstTyped(field))?.click();
  });
}

/** What the arrows stand on. */
function markedOf(field: HTMLInputElement): HTMLElement | undefined {
  const option = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
  return option?.dataset['comboboxSelected'] === undefined ? undefined : option;
}

/** The first option where the field holds words to look for, and not the name of what is chosen. */
function firstTyped(field: HTMLInputElement): HTMLElement | undefined {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  const options = [...(list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  const isChosen = options.some(
    (option) => option.ariaSelected === 'true' && option.textContent === field.value,
  );
  return field.value === '' || isChosen ? undefined : options[0];
}
