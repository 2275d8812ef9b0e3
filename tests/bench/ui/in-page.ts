/** What is measured inside the page. Functions handed to `evaluate` stand alone: they see nothing of this module. */
import type { Locator, Page } from '@playwright/test';

export interface DragTimes {
  /** From the slider's event to the end of the page's own drawing. */
  readonly drawn: readonly number[];
  /** From the slider's event to after the frame that shows it. */
  readonly painted: readonly number[];
}

const DRAG_ROUNDS = 2;

/** Moves a slider by the pointer; each input is timed in the page. */
export async function dragSlider(page: Page, name: string, steps: number): Promise<DragTimes> {
  const slider = page.getByLabel(name);
  await slider.scrollIntoViewIfNeeded();
  await slider.evaluate((element) => {
    const times = { drawn: [] as number[], painted: [] as number[] };
    Object.assign(window, { sliderTimes: times });
    element.addEventListener('input', () => {
      const began = performance.now();
      // After the page's own listeners, which stand at the root, have drawn.
      window.addEventListener(
        'input',
        () => queueMicrotask(() => times.drawn.push(performance.now() - began)),
        { once: true },
      );
      requestAnimationFrame(() => setTimeout(() => times.painted.push(performance.now() - began)));
    });
  });
  const box = await slider.boundingBox();
  if (box === null) throw new Error(`${name} has no place on the page`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  for (let step = 0; step < steps; step += 1) {
    const share = 0.5 + 0.4 * Math.sin((step / steps) * Math.PI * 2 * DRAG_ROUNDS);
    await page.mouse.move(box.x + box.width * share, y);
  }
  await page.mouse.up();
  return page.evaluate(
    () =>
      new Promise<DragTimes>((resolve) => {
        requestAnimationFrame(() =>
          setTimeout(() => resolve((window as unknown as { readonly sliderTimes: DragTimes }).sliderTimes)),
        );
      }),
  );
}

/** Clicks (`click`) or presses the key that is named, and waits for the frame after it; milliseconds from the start to after the paint. */
export async function untilPainted(target: Locator, act: string): Promise<number> {
  return target.evaluate(
    (element, what) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const options = { bubbles: true, cancelable: true };
        if (what === 'click') (element as HTMLElement).click();
        else element.dispatchEvent(new KeyboardEvent('keydown', { key: what, ...options }));
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
      }),
    act,
  );
}

/** From a click on a page's link to the frame in which nothing of the page is waited for any more. */
export async function switchPage(page: Page, title: string): Promise<{ first: number; whole: number }> {
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title });
  return link.evaluate(
    (element, wanted) =>
      new Promise<{ first: number; whole: number }>((resolve) => {
        const began = performance.now();
        let first = 0;
        const look = (): void => {
          setTimeout(() => {
            const isThere =
              document.title.startsWith(wanted) && document.querySelector('#content h1') !== null;
            const isWhole = isThere && document.querySelector('#content .waiting') === null;
            if (first === 0 && isThere) first = performance.now() - began;
            if (isWhole) resolve({ first, whole: performance.now() - began });
            else requestAnimationFrame(look);
          });
        };
        (element as HTMLElement).click();
        requestAnimationFrame(look);
      }),
    title,
  );
}

/** Scrolls by a step a frame; milliseconds of each frame. */
export async function scrollFrames(region: Locator, frames: number): Promise<readonly number[]> {
  return region.evaluate(
    (element, count) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let before = performance.now();
        const step = (): void => {
          const now = performance.now();
          times.push(now - before);
          before = now;
          element.scrollTop += 90;
          if (times.length > count) resolve(times.slice(1));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}
