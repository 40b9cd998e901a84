// Opens every page of every role, several at a time, and lets the caller look at it at every width.

import { parseArgs } from 'node:util'
import { accounts, launch, listen, signIn, url, VOTER } from './lib.mjs'

/** How many tabs are open at the same time, if the caller does not say. */
const TABS = 3
/** How long a look at one page may take, in milliseconds; a checker that hangs must not hang the whole walk. */
const PATIENCE = 60_000
/** The heights that go with narrow and wide windows. */
const height = (width) => (width < 600 ? 844 : 800)

/** Reads the options that all walks share, and those named besides. */
export function options(more = {}) {
  const { values } = parseArgs({
    options: {
      roles: { type: 'string' },
      widths: { type: 'string', default: '390,1280' },
      pages: { type: 'string', default: '' },
      ...more,
    },
  })
  return {
    ...values,
    roles: values.roles?.split(','),
    widths: values.widths.split(',').map(Number),
    pages: new RegExp(values.pages),
  }
}

/** What kind of page is at a path: the identifiers and the values asked for are left out. */
export function kindOf(path) {
  const { pathname, searchParams } = new URL(path, url)
  const names = [...new Set(searchParams.keys())].sort().join('&')
  const plain = pathname.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
  return names ? `${plain}?${names}` : plain
}

/**
 * Walks. `look({ page, path, kind, role, width })` gives a list of findings `{ rule, selector, message }`; the walk adds
 * its own about the loading of the page. Gives `{ visits, findings, seconds }`, each finding with its page, role and
 * width. With `distinct` only the first page of each kind is opened for a role, whoever of its accounts may open it; with
 * `progress` each page is announced.
 */
export async function walk({ roles, widths, pages, tabs: most = TABS, distinct, progress }, look) {
  const started = performance.now()
  const browser = await launch()
  const findings = []
  const seen = new Set()
  const isFirst = (kind) => !seen.has(kind) && seen.add(kind)
  let visits = 0
  try {
    const everyone = [{ role: VOTER }, ...(await accounts())]
    const unknown = roles?.filter((role) => !everyone.some((account) => account.role === role)) ?? []
    if (unknown.length > 0) throw new Error(`no account for ${unknown.join(', ')}`)
    for (const account of everyone.filter(({ role }) => !roles || roles.includes(role))) {
      const context = await browser.createBrowserContext()
      const first = await context.newPage()
      if (account.role !== VOTER) await signIn(first, account)
      let paths = (await pagePaths(first)).filter((path) => pages.test(path))
      if (distinct) paths = paths.filter((path) => isFirst(`${account.role} ${kindOf(path)}`))
      console.log(`${account.role}: ${paths.length} pages`)
      const tabs = [first]
      while (tabs.length < Math.min(most, paths.length)) tabs.push(await context.newPage())
      const waiting = [...paths]
      await Promise.all(
        tabs.map(async (page) => {
          const noted = listen(page)
          for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
            if (progress) console.log(`  ${paths.length - waiting.length}/${paths.length} ${path}`)
            for (const { width, found } of await visitPage(page, path, account.role, widths, noted, look)) {
              visits += 1
              findings.push(...found.map((finding) => ({ page: path, role: account.role, width, ...finding })))
            }
          }
        }),
      )
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return { visits, findings, seconds: (performance.now() - started) / 1000 }
}

/** The paths that the visitor of this page may open. */
async function pagePaths(page) {
  const answer = await page.goto(`${url}/api/v1/pages`)
  if (!answer.ok()) throw new Error(`/api/v1/pages: status ${answer.status()}`)
  return answer.json()
}

/** Loads a page once and looks at it at each width; a page that cannot be opened is itself a finding. */
async function visitPage(page, path, role, widths, noted, look) {
  const results = []
  noted.take()
  try {
    await page.setViewport({ width: widths[0], height: height(widths[0]) })
    const answer = await page.goto(url + path, { waitUntil: 'load' })
    const landed = new URL(page.url()).pathname
    const expected = new URL(url + path).pathname
    const moved = landed === expected ? [] : [{ rule: 'moved', selector: '', message: `leads to ${landed}` }]
    const type = answer?.headers()['content-type'] ?? ''
    if (!type.startsWith('text/html')) moved.push({ rule: 'not-a-page', selector: '', message: `content type ${type}` })
    for (const width of widths) {
      if (width !== widths[0]) await page.setViewport({ width, height: height(width) })
      const found = await inTime(look({ page, path, kind: kindOf(path), role, width }))
      results.push({ width, found: [...moved.splice(0), ...found, ...noted.take()] })
    }
  } catch (error) {
    const found = [{ rule: 'cannot-open', selector: '', message: error.message.split('\n')[0] }, ...noted.take()]
    results.push({ width: widths[results.length], found })
  }
  return results
}

async function inTime(look) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE)
  })
  return Promise.race([look, late]).finally(() => clearTimeout(timer))
}

/** Prints the findings and one line that sums up; gives true if there were none. */
export function report({ visits, findings, seconds }) {
  const faulty = new Set()
  for (const { page, role, width, rule, selector, message } of findings) {
    faulty.add(`${page} ${role} ${width}`)
    console.log(`${rule}\n    ${page} as ${role} at ${width} px: ${selector}\n    ${message}`)
  }
  const rules = new Map()
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1)
  for (const [rule, count] of [...rules].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${rule}`)
  const each = visits > 0 ? (seconds / visits).toFixed(2) : '-'
  console.log(`${findings.length} findings; ${visits} visits in ${seconds.toFixed(1)} s, ${each} s each`)
  console.log(`walk result: ${visits - faulty.size} passed, ${faulty.size} failed`)
  return findings.length === 0 && visits > 0
}
