// Asks Lighthouse about the accessibility of a page that is open already, which spares loading it once more.

import { snapshot } from 'lighthouse'

// Lighthouse keeps its measurements in one place per process, so one page must wait for the other.
let last = Promise.resolve()

/** The audits that keep the page from 100 for accessibility, as findings. */
export function accessibility(page, width) {
  const mine = last.then(() => ask(page, width))
  last = mine.catch(() => {})
  return mine
}

async function ask(page, width) {
  // A tab in the background draws nothing, and Lighthouse would wait for it to draw.
  await page.bringToFront()
  const { lhr } = await snapshot(page, {
    flags: {
      onlyCategories: ['accessibility'],
      formFactor: width < 600 ? 'mobile' : 'desktop',
      screenEmulation: { disabled: true },
      disableFullPageScreenshot: true,
      logLevel: 'error',
    },
  })
  const { score, auditRefs } = lhr.categories.accessibility
  if (score === 1) return []
  return auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => ({
      rule: `lighthouse ${id}`,
      selector: lhr.audits[id].details?.items?.[0]?.node?.selector ?? '',
      message: `${lhr.audits[id].title} (the page has ${Math.round(score * 100)} of 100)`,
    }))
}
