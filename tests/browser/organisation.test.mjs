// A whole installation with the organisation's provider: first administrator, invitation, and sign-in without a password here.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { launch } from './lib.mjs'
import { CLIENT, startProvider } from './oidc-server.mjs'

const program = process.env.DANCU_PROGRAM ?? new URL('../../target/debug/dancu', import.meta.url).pathname
const PASSWORD = 'con trâu qua sông Hàn'
const PATIENCE = 60_000

let browser, folder, server, provider, base, firstLink, issuerPort

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

before(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'dancu-organisation-'))
  const port = await freePort()
  issuerPort = await freePort()
  base = `http://127.0.0.1:${port}`
  await writeFile(join(folder, 'secret'), CLIENT.secret)
  const config = join(folder, 'dancu.toml')
  await writeFile(
    config,
    `listen = "127.0.0.1:${port}"
public_url = "${base}"
data = "${join(folder, 'data')}"
[oidc]
name = "Cổng nội bộ"
issuer = "http://127.0.0.1:${issuerPort}"
client_id = "${CLIENT.id}"
client_secret_file = "${join(folder, 'secret')}"
[log]
level = "warn"
`,
  )
  server = spawn(program, ['serve', '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] })
  firstLink = await new Promise((resolve, reject) => {
    let link
    createInterface({ input: server.stdout }).on('line', (line) => {
      link ??= line.match(/http:\S+\/links\/\S+/)?.[0]
      if (line.includes('listening on')) resolve(link)
    })
    server.on('exit', (code) => reject(new Error(`the service ended with ${code}`)))
    setTimeout(() => reject(new Error('the service did not start')), PATIENCE).unref()
  })
})

after(async () => {
  await browser?.close()
  await provider?.close()
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server.on('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  if (folder) await rm(folder, { recursive: true, force: true })
})

const fresh = async () => (await browser.createBrowserContext()).newPage()
const main = (page) => page.$eval('main', (main) => main.innerText)
const leading = (page, act) => Promise.all([page.waitForNavigation(), act()])
const send = (page) => leading(page, () => page.$eval('main form button[type=submit]', (button) => button.click()))
const follow = (page, selector) => leading(page, () => page.$eval(selector, (link) => link.click()))

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = `main [name="${name}"]`
    const kind = await page.$eval(field, ({ tagName, type }) => (tagName === 'SELECT' ? 'select' : type))
    if (kind === 'select') await page.select(field, value)
    else if (kind === 'radio') await page.$eval(`${field}[value="${value}"]`, (radio) => radio.click())
    else await page.locator(field).fill(value)
  }
}

test('the organisation vouches for whoever was invited, and for nobody else', async () => {
  const administrator = await fresh()
  await administrator.goto(firstLink)
  await fill(administrator, { name: 'Trần Thị Quản Trị', login: 'quan.tri', password: PASSWORD, again: PASSWORD })
  await send(administrator)
  assert.match(await main(administrator), /Đã đặt mật khẩu/)

  const stranger = await fresh()
  await stranger.goto(`${base}/sign-in`)
  await follow(stranger, 'main a[href^="/sign-in/oidc"]')
  assert.match(await main(stranger), /Không kết nối được với Cổng nội bộ/, 'a provider that is down is told')

  provider = await startProvider({ redirect: `${base}/sign-in/oidc/back`, port: issuerPort })
  await administrator.goto(`${base}/accounts/new`)
  await fill(administrator, {
    name: 'Nguyễn Thị Mẫu',
    login: 'nguyen.thi.mau',
    role: 'clerk',
    scope: 'whole',
    reason: 'Quyết định số 7/QĐ-VP',
  })
  await send(administrator)
  const invitation = await administrator.$eval('.copy code', ({ textContent }) => textContent)

  // The provider that was down is asked again once its pause is over.
  const deadline = Date.now() + PATIENCE
  do {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await stranger.goto(`${base}/sign-in`)
    await follow(stranger, 'main a[href^="/sign-in/oidc"]')
  } while (/Không kết nối được/.test(await main(stranger)) && Date.now() < deadline)
  assert.match(await main(stranger), /chưa được liên kết/, 'a proven identity without an account is told so')

  const owner = await fresh()
  await owner.goto(invitation)
  await follow(owner, 'main a[href^="/sign-in/oidc"]')
  assert.equal(owner.url(), `${base}/`)
  await owner.goto(`${base}/account`)
  assert.match(await main(owner), /Nguyễn Thị Mẫu[^]*Tài khoản của cơ quan/)

  await leading(owner, () => owner.$eval('form[action="/sign-out"]', (form) => form.requestSubmit()))
  await owner.goto(`${base}/sign-in?back=/audit`)
  await follow(owner, 'main a[href^="/sign-in/oidc"]')
  assert.equal(owner.url(), `${base}/audit`)
  assert.match(await main(owner), /Liên kết với tài khoản của cơ quan/)
})

test('an answer that was never asked for is refused', async () => {
  const page = await fresh()
  const answer = await page.goto(`${base}/sign-in/oidc/back?code=stolen&state=guessed`)
  assert.equal(answer.status(), 422)
  assert.match(await main(page), /chưa hoàn tất/)
})
