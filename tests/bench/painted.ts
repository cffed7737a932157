import type { Page } from '@playwright/test'

/**
 * When the verdict's frame was produced, in the system's clock (epoch ms with fractions): the banner's attribute
 * changes in the page's commit, the next animation frame paints it, and a message posted from there runs after it.
 */
export async function watchPaints(
  page: Page,
): Promise<{ readonly next: () => Promise<{ readonly word: string; readonly at: number }> }> {
  await page.evaluate(() => {
    const waiting: ((painted: { word: string; at: number }) => void)[] = []
    const done: { word: string; at: number }[] = []
    const banner = document.querySelector('[data-testid="verdict"]')
    if (banner === null) throw new Error('no verdict banner')
    new MutationObserver(() => {
      const word = banner.getAttribute('data-word') ?? ''
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          const painted = { word, at: performance.timeOrigin + performance.now() }
          const resolve = waiting.shift()
          if (resolve) resolve(painted)
          else done.push(painted)
        }
        channel.port2.postMessage(null)
      })
    }).observe(banner, { attributes: true, attributeFilter: ['data-scan-id'] })
    Object.assign(window, {
      nextPaint: () =>
        new Promise((resolve) => {
          const painted = done.shift()
          if (painted) resolve(painted)
          else waiting.push(resolve)
        }),
    })
  })
  return {
    next: () =>
      page.evaluate(() => {
        const watched = window as unknown as { nextPaint: () => Promise<{ word: string; at: number }> } // put there above
        return watched.nextPaint()
      }),
  }
}

/** The same clock in this process. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}
