import type { Page } from '@playwright/test';

/**
 * Reads how many milliseconds the page's main thread itself has worked so far. Unlike a clock's, they do not grow with what else
 * the machine does, so that two runs can be compared.
 */
export async function threadMeter(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}
