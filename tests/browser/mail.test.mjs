// News by e-mail, from the form to the mailbox and back: a whole installation, a browser, and a real mail server.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { axe, htmlcs, launch } from './lib.mjs'
import { answer, startMailServer, USER } from './mail-server.mjs'

const program = process.env.DANCU_PROGRAM ?? new URL('../../target/debug/dancu', import.meta.url).pathname
const run = promisify(execFile)
const PATIENCE = 120_000
/** Longer than the service waits between two looks into its outbox. */
const QUIET = 12_000
const MESSAGE_ID = /^<[0-9a-f-]{36}@hdnd\.example\.vn>$/

let browser, folder, server, mail, base, config, clerk, account, council

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET))

before(async () => {
  browser = await launch()
  mail = await startMailServer()
  folder = await mkdtemp(join(tmpdir(), 'dancu-mail-'))
  // The records of the demo, as another installation that sends letters.
  const data = join(folder, 'data')
  const demo = dirname(process.env.DANCU_ACCOUNTS)
  const backup = join(folder, 'demo.backup')
  await run(program, ['--data', demo, 'backup', backup])
  await run(program, ['--data', data, 'restore', backup])
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  const password = join(folder, 'password')
  await writeFile(password, `${USER.password}\n`)
  await chmod(password, 0o600)
  await writeFile(join(folder, 'issuer.pem'), mail.certificate)
  config = join(folder, 'dancu.toml')
  await writeFile(
    config,
    `listen = "127.0.0.1:${port}"
public_url = "${base}"
data = "${data}"
[mail]
server = "127.0.0.1:${mail.port}"
tls = "starttls"
user = "${USER.name}"
password_file = "${password}"
certificate_file = "${join(folder, 'issuer.pem')}"
from = "Dân Cử <tin@hdnd.example.vn>"
digest_minutes = 0
[log]
level = "error"
`,
  )
  server = spawn(program, ['serve', '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve, reject) => {
    const said = []
    createInterface({ input: server.stdout }).on('line', (line) => {
      said.push(line)
      if (line.includes('listening on')) resolve()
    })
    server.on('close', (code) => reject(new Error(`the service ended with ${code}:\n${said.join('\n')}`)))
    setTimeout(() => reject(new Error('the service did not start')), PATIENCE).unref()
  })
  account = JSON.parse(await readFile(process.env.DANCU_ACCOUNTS, 'utf8')).find(({ role }) => role === 'clerk')
  const { items } = await (await fetch(`${base}/api/v1/petitions?scope=92`)).json()
  council = items.find(({ path }) => path === '92').council_id
  clerk = await fresh()
  await clerk.goto(`${base}/sign-in`)
  await fill(clerk, { login: account.login, password: account.password })
  await send(clerk)
})

after(async () => {
  await browser?.close()
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server.on('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  await mail?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const fresh = async () => (await browser.createBrowserContext()).newPage()
const main = (page) => page.$eval('main', (main) => main.innerText)
const leading = (page, act) => Promise.all([page.waitForNavigation(), act()])
const press = (page, form) => leading(page, () => page.$eval(`${form} button[type=submit]`, (button) => button.click()))
const send = (page) => press(page, 'main form')

async function fill(page, values, form = 'main') {
  for (const [name, value] of Object.entries(values)) {
    const field = `${form} [name="${name}"]`
    const kind = await page.$eval(field, ({ tagName, type }) => (tagName === 'SELECT' ? 'select' : type))
    if (kind === 'select') await page.select(field, value)
    else if (kind === 'radio') await page.$eval(`${field}[value="${value}"]`, (radio) => radio.click())
    else await page.locator(field).fill(value)
  }
}

/** A page that no walk reaches, because its address is in a letter. */
async function walked(address) {
  const page = await fresh()
  const response = await page.goto(address)
  assert.equal(response.status(), 200, address)
  assert.deepEqual([...(await axe(page)), ...(await htmlcs(page))], [], address)
  return page
}

/** Hands in what a voter says and makes a matter of it; gives the code and the address of the matter. */
async function said(title) {
  const voter = await fresh()
  await voter.goto(`${base}/submit/${council}`)
  await fill(voter, { text: `${title}, đề nghị xem xét`, voter_name: 'Lê Thị Bưởi' })
  await send(voter)
  const [, code] = new URL(voter.url()).pathname.match(/^\/follow\/(.+)$/)
  await clerk.goto(`${base}/councils/${council}/utterances`)
  const utterance = await clerk.$$eval(
    'main a[href^="/utterances/"]',
    (links, title) => links.find(({ textContent }) => textContent.includes(title))?.href,
    title,
  )
  await clerk.goto(`${utterance}/sort`)
  await fill(clerk, { title, field: 'transport', competence: 'province' })
  await send(clerk)
  // One matter leads to its page.
  const matter = clerk.url()
  assert.match(matter, /\/petitions\/[0-9a-f-]{36}$/)
  return { code, matter }
}

/** The clerk passes a matter on to the first body that is offered and is another one than before. */
async function route(matter, turn) {
  await clerk.goto(`${matter}/route`)
  const bodies = await clerk.$eval('main [name=to]', (field) =>
    field.tagName === 'SELECT' ? [...field.options].map(({ value }) => value).filter(Boolean) : [],
  )
  assert.ok(bodies.length > turn, 'bodies to pass a matter on to')
  await clerk.select('main [name=to]', bodies[turn])
  await send(clerk)
  assert.equal(clerk.url(), matter)
}

/** Asks in a form, follows the letter's link and says yes; gives the letter. */
async function subscribe(address, path) {
  const page = await fresh()
  await page.goto(`${base}${path}`)
  await fill(page, { email: address }, 'form[action^="/alerts/new"]')
  await press(page, 'form[action^="/alerts/new"]')
  assert.equal(page.url(), `${base}/alerts/sent`)
  const letter = await mail.letter(address)
  const link = letter.mail.text.match(/http:\S+\/alerts\/confirm\/\S+/)[0]
  const asked = await walked(link)
  await send(asked)
  assert.equal(asked.url(), `${base}/alerts/confirmed`)
  return letter
}

test('the doctor greets the mail server', async () => {
  const { stdout } = await run(program, ['doctor', '--config', config]).catch((error) => error)
  assert.match(stdout, new RegExp(`Máy chủ thư 127\\.0\\.0\\.1:${mail.port} trả lời`))
})

test('news reach whoever asked, once, until they are ended', async () => {
  const { code, matter } = await said('Sửa đường số 5, khu vực 3')
  const question = await subscribe('buoi@example.vn', `/follow/${code}`)
  await subscribe('lien@example.vn', `/alerts/new?council=${council}`)
  await subscribe('hoa@example.vn', `/alerts/new?council=${council}`)
  assert.equal(question.from, 'tin@hdnd.example.vn')
  assert.ok(question.secure, 'the line is protected')
  assert.equal(question.mail.subject, 'Xác nhận nhận tin qua thư điện tử')

  await route(matter, 0)
  const news = await mail.letter('buoi@example.vn', 2)
  const { headers } = news.mail
  assert.match(news.raw, /^Subject: .*=\?utf-8\?b\?/im, 'the subject is written in encoded words')
  assert.match(news.mail.subject, /^Tin mới về kiến nghị [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.equal(news.mail.from.text, '"Dân Cử" <tin@hdnd.example.vn>')
  assert.match(news.mail.messageId, MESSAGE_ID)
  assert.notEqual(news.mail.messageId, question.mail.messageId)
  assert.ok(Math.abs(Date.now() - news.mail.date) < PATIENCE, 'the date is now')
  assert.equal(headers.get('auto-submitted'), 'auto-generated')
  assert.match(news.raw, /^Content-Type: text\/plain; charset=utf-8/im)
  assert.match(news.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
  assert.match(news.mail.text, /Sửa đường số 5, khu vực 3/)
  assert.match(news.mail.text, /Đã chuyển .+ ngày \d\d\/\d\d\/\d{4}, chờ cơ quan nhận/)
  assert.ok(news.mail.text.includes(`${base}/follow/${code}`), news.mail.text)
  assert.ok(!news.mail.text.includes('Bưởi'), 'nobody is named')
  const ofCouncil = await mail.letter('lien@example.vn', 2)
  assert.ok(ofCouncil.mail.text.includes(matter), ofCouncil.mail.text)
  assert.ok(!ofCouncil.mail.text.includes(code), 'a code is told to nobody else')
  await mail.letter('hoa@example.vn', 2)
  await quiet()
  assert.equal(mail.letters.length, 6, 'each news is told once')

  // One ends it on the page, one by the click of a mail program, one goes on.
  const end = await walked(news.mail.text.match(/http:\S+\/alerts\/end\/\S+/)[0])
  await send(end)
  assert.equal(end.url(), `${base}/alerts/ended`)
  const [, click] = ofCouncil.raw.match(/^List-Unsubscribe: <(http:[^>]+)>/m)
  const clicked = await fetch(click, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  assert.equal(clicked.status, 204)
  await route(matter, 1)
  await mail.letter('hoa@example.vn', 3)
  await quiet()
  assert.equal(mail.letters.length, 7, 'who ended the news hears nothing more')
})

test('a server that wants it later gets it later, and one that refuses is asked no more', async () => {
  const { code, matter } = await said('Lắp đèn chiếu sáng hẻm 12')
  await subscribe('cham@example.vn', `/follow/${code}`)
  await subscribe('mat@example.vn', `/follow/${code}`)
  const before = mail.asked.length
  let turns = 0
  mail.moods.set('cham@example.vn', () => (turns++ === 0 ? answer(451, 'come again') : null))
  mail.moods.set('mat@example.vn', () => answer(550, 'no such user mat@example.vn'))
  await route(matter, 0)
  const late = await mail.letter('cham@example.vn', 2, PATIENCE)
  assert.match(late.mail.text, /Lắp đèn chiếu sáng hẻm 12/)
  assert.equal(turns, 2)
  const refused = () => mail.asked.slice(before).filter((address) => address === 'mat@example.vn').length
  assert.equal(refused(), 1)
  await route(matter, 1)
  await mail.letter('cham@example.vn', 3)
  await quiet()
  assert.equal(refused(), 1, 'nothing more goes to an address that is refused')
  assert.equal(mail.letters.filter(({ to }) => to === 'mat@example.vn').length, 1)
  const metrics = await (await fetch(`${base}/metrics`)).text()
  assert.match(metrics, /letters_total\{outcome="put_off"\} 1/)
  assert.match(metrics, /letters_total\{outcome="refused"\} 1/)
  assert.match(metrics, /letters\{state="failed"\} 1/)
})
