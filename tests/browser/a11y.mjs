// Checks every page of every role for accessibility: axe, HTML_CodeSniffer, and what every page must have.

import { axe, basics, htmlcs } from './lib.mjs'
import { options, report, walk } from './walk.mjs'

const chosen = options({ lighthouse: { type: 'boolean', default: false } })
const lighthouse = chosen.lighthouse ? (await import('./lighthouse.mjs')).accessibility : async () => []

const result = await walk({ ...chosen, checkers: true }, async ({ page, width }) => [
  ...(await basics(page, { narrow: width < 600 })),
  ...(await axe(page)),
  ...(await htmlcs(page)),
  ...(await lighthouse(page, width)),
])
process.exitCode = report(result) ? 0 : 1
