// A passkey is made, signs its owner in without a password, and once removed signs nobody in.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accounts, launch, url } from './lib.mjs'

// Browsers bind passkeys to a host name, never to a number.
const base = url.replace('127.0.0.1', 'localhost')

let browser, page

before(async () => {
  browser = await launch()
  const context = await browser.createBrowserContext()
  page = await context.newPage()
  const session = await page.createCDPSession()
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  page.on('dialog', (dialog) => dialog.accept())
})

after(async () => {
  await browser?.close()
})

const main = () => page.$eval('main', (main) => main.innerText)
const leading = (act) => Promise.all([page.waitForNavigation(), act()])
const press = (selector) => leading(() => page.$eval(selector, (button) => button.click()))
const signOut = () => leading(() => page.$eval('form[action="/sign-out"]', (form) => form.requestSubmit()))

async function signInWithPassword() {
  const { login, password } = (await accounts()).find(({ role }) => role === 'front')
  await page.goto(`${base}/sign-in`)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await leading(() => page.keyboard.press('Enter'))
}

test('a passkey is added under a name, signs in, and is removed', async () => {
  await signInWithPassword()
  await page.goto(`${base}/account`)
  await page.$eval('[data-passkey] button', (button) => button.click())
  const status = await page.$eval('[data-passkey] [role=status]', ({ textContent }) => textContent)
  assert.match(status, /Hãy đặt tên/)
  await page.locator('#passkey-name').fill('Máy của tôi')
  await press('[data-passkey] button')
  assert.match(await main(), /Đã thêm khóa truy cập/)
  assert.match(await main(), /Máy của tôi/)

  await signOut()
  await page.goto(`${base}/sign-in?back=/licences`)
  await press('[data-passkey] button')
  assert.equal(new URL(page.url()).pathname, '/licences')
  await page.goto(`${base}/account`)
  const own = await page.$$eval('tbody tr', (rows) =>
    rows.map(({ innerText }) => innerText).find((text) => text.includes('Phiên này')),
  )
  assert.match(own, /Khóa truy cập/)

  await press('form[action^="/account/passkeys/"] button')
  assert.match(await main(), /Đã gỡ khóa truy cập/)
  await signOut()
  await page.goto(`${base}/sign-in`)
  await page.$eval('[data-passkey] button', (button) => button.click())
  await page.waitForFunction(() => /không đúng/.test(document.querySelector('[data-passkey] [role=status]').textContent))
  assert.equal(new URL(page.url()).pathname, '/sign-in')
})

test('where the browser would make no passkey, none is offered', async () => {
  await page.goto(`${base.replace('localhost', '127.0.0.1')}/sign-in`)
  assert.equal(await page.$eval('[data-passkey]', ({ hidden }) => hidden), true)
})
