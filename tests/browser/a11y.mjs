// Checks every page of every role for accessibility: axe, HTML_CodeSniffer, and what every page must have.
//
// With --lighthouse it asks Lighthouse instead, which must give 100 to one page of each kind for every role and width.

import { axe, basics, htmlcs } from './lib.mjs'
import { options, report, walk } from './walk.mjs'

const chosen = options({ lighthouse: { type: 'boolean', default: false } })
process.exitCode = (await (chosen.lighthouse ? byLighthouse() : byCheckers())) ? 0 : 1

async function byCheckers() {
  const result = await walk({ ...chosen, checkers: true }, async ({ page, width }) => [
    ...(await basics(page, { narrow: width < 600 })),
    ...(await axe(page)),
    ...(await htmlcs(page)),
  ])
  return report(result)
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
