// Checks every page of every role for accessibility: axe, HTML_CodeSniffer, and what every page must have.
//
// With --lighthouse it asks Lighthouse instead, which must give 100 to one page of each kind for every role and width.

import { createHash } from 'node:crypto'
import { axe, basics, htmlcs } from './lib.mjs'
import { options, report, walk } from './walk.mjs'

const chosen = options({ lighthouse: { type: 'boolean', default: false } })
process.exitCode = (await (chosen.lighthouse ? byLighthouse() : byCheckers())) ? 0 : 1

async function byCheckers() {
  const known = new Map()
  let same = 0
  const result = await walk({ ...chosen, checkers: true }, async ({ page, role, width }) => {
    const found = await basics(page, { narrow: width < 600 })
    // What somebody else was shown letter for letter was looked at; around it each role has pages of its own.
    const shown = `${width} ${await content(page)}`
    const earlier = known.get(shown)
    if (earlier && earlier.role !== role) {
      same += 1
      return [...found, ...(await earlier.findings)]
    }
    const findings = (async () => [...(await axe(page)), ...(await htmlcs(page))])()
    known.set(shown, { role, findings })
    return [...found, ...(await findings)]
  })
  console.log(`${same} visits showed what another role was shown`)
  return report(result)
}

/** What a page shows in its main part and its title, but for what belongs to one session. */
async function content(page) {
  const text = await page.evaluate(() => {
    const main = document.querySelector('main')?.cloneNode(true)
    for (const field of main?.querySelectorAll('input[type=hidden]') ?? []) field.removeAttribute('value')
    return `${document.documentElement.lang} ${document.title} ${main?.outerHTML}`
  })
  return createHash('sha256').update(text).digest('hex')
}

async function byLighthouse() {
  const { accessibility } = await import('./lighthouse.mjs')
  const kinds = new Set()
  let lowest = 100
  // Lighthouse keeps its measurements in one place per process, so there is one tab.
  const result = await walk({ ...chosen, tabs: 1, distinct: true, progress: true }, async ({ page, kind, width }) => {
    const { score, findings } = await accessibility(page, width)
    kinds.add(kind)
    lowest = Math.min(lowest, score)
    return findings
  })
  const clean = report(result)
  console.log(`lighthouse: ${kinds.size} kinds of page, ${result.visits} visits, lowest score ${lowest}`)
  return clean && lowest === 100
}
