// The product answers, with and without JavaScript.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, listen, url, visit } from './lib.mjs'

let browser

before(async () => {
  browser = await launch()
})

after(async () => {
  await browser?.close()
})

test('the health check is ok', async () => {
  const answer = await fetch(`${url}/healthz`)
  assert.equal(answer.status, 200)
})

test('the start page shows a heading and loads without errors', async () => {
  const page = await visit(browser)
  const noted = listen(page)
  const answer = await page.goto(`${url}/`, { waitUntil: 'load' })
  assert.equal(answer.status(), 200)
  const heading = await page.$eval('h1', (heading) => heading.textContent.trim())
  assert.notEqual(heading, '')
  assert.deepEqual(noted.take(), [])
})

test('the start page reads the same without JavaScript', async () => {
  const headings = []
  for (const enabled of [true, false]) {
    const page = await visit(browser)
    await page.setJavaScriptEnabled(enabled)
    const answer = await page.goto(`${url}/`)
    assert.equal(answer.status(), 200)
    const main = await page.$('main')
    assert.ok(main, 'there is a main element')
    headings.push(await page.$$eval('h1, h2', (headings) => headings.map(({ textContent }) => textContent.trim())))
  }
  assert.deepEqual(headings[1], headings[0])
})
