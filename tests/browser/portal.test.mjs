// The public door on a slow line, and what is suggested while a voter types.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, url, visit } from './lib.mjs'

/** What a village has: 400 kbit/s and nearly half a second until the first byte. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 25_000 }
/** HTML and CSS of a first visit, as sent. */
const FIRST_VISIT = 60 * 1024

let browser
let matter

before(async () => {
  browser = await launch()
  const answer = await fetch(`${url}/api/v1/petitions?scope=92&state=in_hand`)
  const { items } = await answer.json()
  matter = items.find(({ path }) => path === '92')
  assert.ok(matter, 'the sample has a matter of the city in hand')
})

after(async () => {
  await browser?.close()
})

const bare = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()

/** Opens a page for the first time on a slow line; gives the bytes of its document and its style sheets. */
async function firstVisit(page, path) {
  const line = await page.createCDPSession()
  await line.send('Network.enable')
  await line.send('Network.setCacheDisabled', { cacheDisabled: true })
  await line.send('Network.emulateNetworkConditions', SLOW)
  const kinds = new Map()
  let bytes = 0
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Document', 'Stylesheet'].includes(kinds.get(requestId))) bytes += encodedDataLength
  })
  const answer = await page.goto(`${url}${path}`, { waitUntil: 'load', timeout: 60_000 })
  assert.equal(answer.status(), 200, path)
  return bytes
}

test('on a slow line every public page of a first visit is small', async () => {
  const council = matter.council_id
  for (const path of [
    '/petitions',
    `/petitions/${matter.id}`,
    '/submit',
    `/submit/${council}`,
    '/follow',
    '/contacts',
    '/sittings',
    `/councils/${council}/petitions`,
  ]) {
    const page = await visit(browser)
    const bytes = await firstVisit(page, path)
    assert.ok(bytes > 1_000 && bytes <= FIRST_VISIT, `${path}: ${bytes} bytes of HTML and CSS`)
    await page.close()
  }
})

test('on a slow line a voter sends a petition and follows it', async () => {
  const page = await visit(browser)
  await firstVisit(page, `/submit/${matter.council_id}`)
  await page.type('textarea[name=text]', 'Thử trên đường truyền chậm: cầu gỗ qua rạch bị gãy hai nhịp')
  await Promise.all([
    page.waitForNavigation({ timeout: 60_000 }),
    page.click('main form[method=post] button[type=submit]'),
  ])
  assert.match(new URL(page.url()).pathname, /^\/follow\/[^/]+$/)
  assert.match(await page.$eval('main', ({ textContent }) => textContent), /cầu gỗ qua rạch/)
  await page.close()
})

test('what is asked already is shown while it is typed without marks', async () => {
  const page = await visit(browser)
  await page.goto(`${url}/submit/${matter.council_id}`)
  assert.equal(await page.$('.suggestions a'), null)
  await page.type('textarea[name=text]', bare(matter.title))
  await page.waitForSelector('.suggestions a', { timeout: 20_000 })
  const shown = await page.$$eval('.suggestions a', (links) => links.map(({ textContent }) => textContent))
  assert.ok(
    shown.some((text) => text.includes(matter.title)),
    `${matter.title} is among ${shown.join('; ')}`,
  )
  assert.equal(new URL(page.url()).pathname, `/submit/${matter.council_id}`)
  await page.$eval('textarea[name=text]', (field) => {
    field.value = 'ngắn'
    field.dispatchEvent(new Event('input'))
  })
  await page.waitForFunction(() => !document.querySelector('.suggestions a'), { timeout: 20_000 })
  await page.close()
})
