// Takes a picture of every page of every role at every width.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { options, report, walk } from './walk.mjs'

const chosen = options({ out: { type: 'string', default: 'shots' } })

// A tab in the background paints nothing, so there is one tab only.
const result = await walk({ ...chosen, tabs: 1 }, async ({ page, path, role, width }) => {
  const folder = join(chosen.out, role)
  await mkdir(folder, { recursive: true })
  const name = path.replace(/^\//, '').replace(/[^\p{L}\p{N}.-]+/gu, '_') || 'start'
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  return []
})
console.log(`pictures are in ${chosen.out}`)
process.exitCode = report(result) ? 0 : 1
