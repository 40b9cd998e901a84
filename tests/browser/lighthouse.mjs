// Asks Lighthouse about the accessibility of a page that is open already, which spares loading it once more.

import { snapshot } from 'lighthouse'
import defaults from 'lighthouse/core/config/default-config.js'
import { pageFunctions } from 'lighthouse/core/lib/page-functions.js'

// Lighthouse would measure the speed of the machine anew on every page, which takes a second and says nothing here.
pageFunctions.computeBenchmarkIndex = () => 1000

// The whole of Lighthouse would be loaded anew for every page, which takes longer than looking at it.
const name = (audit) => (typeof audit === 'string' ? audit : audit.path)
const config = {
  artifacts: defaults.artifacts.filter(({ id }) => id === 'Accessibility'),
  audits: defaults.audits.filter((audit) => name(audit).startsWith('accessibility/')),
  categories: { accessibility: defaults.categories.accessibility },
  groups: defaults.groups,
}

/** The score of the page and the audits that keep it from 100: `{ score, findings }`. One page at a time. */
export async function accessibility(page, width) {
  // A tab in the background draws nothing, and Lighthouse would wait for it to draw.
  await page.bringToFront()
  const { lhr } = await snapshot(page, {
    config,
    flags: {
      formFactor: width < 600 ? 'mobile' : 'desktop',
      screenEmulation: { disabled: true },
      disableFullPageScreenshot: true,
      logLevel: 'error',
    },
  })
  const { score, auditRefs } = lhr.categories.accessibility
  const whole = Math.floor((score ?? 0) * 100)
  const findings = auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => ({
      rule: `lighthouse ${id}`,
      selector: lhr.audits[id].details?.items?.[0]?.node?.selector ?? '',
      message: `${lhr.audits[id].title} (the page has ${whole} of 100)`,
    }))
  if (whole < 100 && findings.length === 0) {
    findings.push({ rule: 'lighthouse', selector: '', message: `the page has ${whole} of 100` })
  }
  return { score: whole, findings }
}
