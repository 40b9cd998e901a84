// Voters' opinions are written down without a network, and arrive once.
//
// The browser reaches the server through a relay that the test cuts, so that pages, tabs and the service worker lose the network
// alike, and that can lose an answer on its way back, which no setting of the browser does.

import assert from 'node:assert/strict'
import { createServer, request as forward } from 'node:http'
import { after, before, test } from 'node:test'
import { accounts, launch, url } from './lib.mjs'

// A tab in the background draws nothing, so what it says is asked for by the clock.
const PATIENCE = { timeout: 20_000, polling: 100 }

// So that a second run against the same server counts its own entries alone.
const RUN = Date.now().toString(36)
const own = (text) => `${text} ${RUN}`

let browser, relay, base, council, context

/** Passes on to the server what comes; `state` says how it fails, `posts` what was sent of the outbox. */
function startRelay() {
  const relay = { state: 'up', posts: [], sockets: new Set() }
  const { hostname, port } = new URL(url)
  const held = []
  const server = createServer((asked, answer) => {
    const chunks = []
    asked.on('data', (chunk) => chunks.push(chunk))
    asked.on('end', () => {
      const body = Buffer.concat(chunks)
      const isEntry = asked.method === 'POST' && asked.url.startsWith('/api/outbox/')
      if (isEntry) relay.posts.push(new URLSearchParams(body.toString()))
      if (isEntry && relay.state === 'pairs') {
        held.push(() => pass(asked, answer, body, isEntry))
        if (held.length === 2) for (const go of held.splice(0)) go()
      } else pass(asked, answer, body, isEntry)
    })
  })
  const pass = (asked, answer, body, isEntry) => {
    const passed = forward({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (given) => {
      if (isEntry && relay.state === 'answers lost') {
        given.resume()
        given.on('end', () => answer.socket.destroy())
        return
      }
      answer.writeHead(given.statusCode, given.headers)
      given.pipe(answer)
    })
    passed.on('error', () => answer.socket?.destroy())
    passed.end(body)
  }
  server.on('connection', (socket) => {
    if (relay.state === 'down') socket.destroy()
    relay.sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => relay.sockets.delete(socket))
  })
  relay.cut = () => {
    relay.state = 'down'
    for (const socket of relay.sockets) socket.destroy()
  }
  relay.close = () => {
    relay.cut()
    return new Promise((resolve) => server.close(resolve))
  }
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(Object.assign(relay, { port: server.address().port }))))
}

before(async () => {
  relay = await startRelay()
  base = `http://127.0.0.1:${relay.port}`
  browser = await launch()
  const found = await (await fetch(`${url}/api/v1/petitions?scope=92`)).json()
  council = found.items.find(({ path }) => path === '92').council_id
})

after(async () => {
  await browser?.close()
  await relay?.close()
})

const book = () => `${base}/councils/${council}/utterances/field`
const main = (page) => page.$eval('main', (main) => main.innerText)
const leading = (page, act) => Promise.all([page.waitForNavigation(), act()])
const signOut = (page) => page.$eval('form[action="/sign-out"]', (form) => form.requestSubmit())

/** Every tab learns of it, as on a device that loses its signal. */
async function offline() {
  relay.cut()
  for (const page of await context.pages()) await page.setOfflineMode(true)
}

async function online() {
  relay.state = 'up'
  for (const page of await context.pages()) await page.setOfflineMode(false)
}

async function tab() {
  const page = await context.newPage()
  await page.setViewport({ width: 390, height: 800 })
  if (relay.state === 'down') await page.setOfflineMode(true)
  return page
}

async function signIn(page, role) {
  const { login, password } = (await accounts()).find((account) => account.role === role)
  await page.goto(`${base}/sign-in`)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await leading(page, () => page.keyboard.press('Enter'))
}

/** A device of its own, signed in, with the book open and ready to do without a network. */
async function device(role = 'clerk') {
  context = await browser.createBrowserContext()
  relay.state = 'up'
  const page = await tab()
  await signIn(page, role)
  await open(page)
  await says(page, 'Trang này mở được cả khi mất mạng')
  return page
}

async function open(page) {
  const answer = await page.goto(book())
  assert.equal(answer.status(), 200)
  await page.waitForFunction(() => document.querySelector('[data-outbox]:not([hidden])'), PATIENCE)
}

const says = (page, words) =>
  page.waitForFunction((words) => document.querySelector('main').innerText.includes(words), PATIENCE, words)

async function write(page, values) {
  for (const [name, value] of Object.entries(values)) await page.$eval(`main [name=${name}]`, (field, value) => (field.value = value), value)
  await page.$eval('main form.form', (form) => form.requestSubmit())
  await page.waitForFunction((text) => document.querySelector('[data-outbox]').innerText.includes(text), PATIENCE, values.text)
}

const listed = (page, state) =>
  page.$$eval(`[data-outbox] li[data-state=${state}]`, (items) => items.map((item) => item.querySelector('.said')?.textContent))
const until = (page, state, count) =>
  page.waitForFunction(
    (state, count) => document.querySelectorAll(`[data-outbox] li[data-state=${state}]`).length === count,
    PATIENCE,
    state,
    count,
  )
const press = (page, text, words) =>
  page.$$eval(
    '[data-outbox] li',
    (items, text, words) => {
      const item = items.find((item) => item.innerText.includes(text))
      const button = [...item.querySelectorAll('button')].find(({ textContent }) => textContent === words)
      button.click()
    },
    text,
    words,
  )

/** What the server has: how often a text is in the list of the office. */
async function arrived(page, text) {
  const list = await page.evaluate(async (path) => (await fetch(path)).text(), `/councils/${council}/utterances`)
  return list.split(text).length - 1
}

const onDevice = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const asked = indexedDB.open('dancu', 1)
        asked.onsuccess = () => {
          const all = asked.result.transaction('outbox').objectStore('outbox').getAll()
          all.onsuccess = () => {
            asked.result.close()
            done(all.result)
          }
        }
      }),
  )

test('what is written without a network waits through a closed page and arrives once', async () => {
  let page = await device()
  await offline()
  await page.reload()
  await says(page, 'Sổ ghi ý kiến')
  const texts = ['Ngoại tuyến một', 'Ngoại tuyến hai', 'Ngoại tuyến ba'].map(own)
  for (const text of texts) await write(page, { text, hamlet: 'Khu vực 3', voter_name: 'Lê Thị Bưởi', voter_phone: '0909 000 111' })
  assert.match(await main(page), /Không có mạng\. Còn 3 ý kiến/)
  await page.close()

  page = await tab()
  await open(page)
  await until(page, 'waiting', 3)
  assert.deepEqual(await listed(page, 'waiting'), texts)
  const before = Date.now()
  relay.posts.length = 0

  await online()
  await until(page, 'sent', 3)
  await says(page, 'Đã gửi hết')
  assert.equal(relay.posts.length, 3)
  for (const sent of relay.posts) assert.ok(Date.parse(sent.get('written_at')) < before)
  for (const text of texts) assert.equal(await arrived(page, text), 1, text)
  for (const entry of await onDevice(page)) {
    assert.deepEqual([entry.state, entry.voter_name, entry.voter_phone], ['sent', '', ''], 'who spoke is no longer on the device')
  }
  await leading(page, () => page.$eval('[data-outbox] li[data-state=sent] a', (link) => link.click()))
  const words = await main(page)
  // The page shows when it was written only where that was before it arrived.
  assert.match(words, /Ngoại tuyến/)
  assert.match(words, /Tiếp nhận lúc[^]*Ghi lúc/)
  assert.match(words, /Lê Thị Bưởi/)
  await context.close()
})

test('a page that was kept never stands before the network', async () => {
  const page = await device()
  await context.setCookie({ name: 'dancu_lang', value: 'en', domain: '127.0.0.1', path: '/' })
  await page.reload()
  assert.match(await main(page), /Field book/)
  await offline()
  await page.reload()
  assert.match(await main(page), /Field book/, 'what is kept is the newest')
  await context.close()
})

test('two tabs that send at once send one utterance', async () => {
  for (const locks of [true, false]) {
    const page = await device()
    await page.close()
    const tabs = [await tab(), await tab()]
    for (const page of tabs) {
      // Browsers without locks leave it to the server.
      if (!locks) await page.evaluateOnNewDocument(() => delete Navigator.prototype.locks)
      await open(page)
    }
    await offline()
    const text = own(`Hai thẻ ${locks ? 'có khóa' : 'không khóa'}`)
    await write(tabs[0], { text })
    for (const page of tabs) await until(page, 'waiting', 1)
    relay.posts.length = 0
    // Without locks the relay lets both through in one moment, so that they meet at the server.
    relay.state = locks ? 'up' : 'pairs'
    await Promise.all(tabs.map((page) => page.setOfflineMode(false)))
    for (const page of tabs) await until(page, 'sent', 1)
    assert.equal(relay.posts.length, locks ? 1 : 2)
    assert.equal(await arrived(tabs[0], text), 1)
    await context.close()
  }
})

test('an answer that is lost is asked for again, and nothing comes twice', async () => {
  const page = await device()
  relay.state = 'answers lost'
  relay.posts.length = 0
  await write(page, { text: own('Mất câu trả lời') })
  await says(page, 'Máy chủ chưa nhận được')
  assert.equal(relay.posts.length > 0, true)
  assert.deepEqual(await listed(page, 'waiting'), [own('Mất câu trả lời')])
  assert.equal(await arrived(page, own('Mất câu trả lời')), 1, 'the server has it, the device does not know')
  relay.state = 'up'
  await page.reload()
  await until(page, 'sent', 1)
  assert.equal(await arrived(page, own('Mất câu trả lời')), 1)
  assert.equal(new Set(relay.posts.map((sent) => sent.get('id'))).size, 1)
  await context.close()
})

test('two versions of one entry are shown side by side, and neither is lost', async () => {
  const page = await device()
  for (const choice of ['Gửi thành ý kiến mới', 'Giữ bản trên máy chủ']) {
    const [first, second] = [own(`Bản đầu, ${choice}`), own(`Bản sửa, ${choice}`)]
    relay.state = 'answers lost'
    await write(page, { text: first })
    await says(page, 'Máy chủ chưa nhận được')
    await offline()
    await press(page, first, 'Sửa')
    assert.equal(await page.$eval('main [name=text]', ({ value }) => value), first)
    await write(page, { text: second })
    await online()
    await until(page, 'conflict', 1)
    const both = await page.$eval('[data-outbox] .both', ({ innerText }) => innerText)
    assert.ok(both.includes(first) && both.includes(second), both)
    await press(page, second, choice)
    await until(page, 'conflict', 0)
    await until(page, 'waiting', 0)
    assert.equal(await arrived(page, first), 1)
    assert.equal(await arrived(page, second), choice === 'Gửi thành ý kiến mới' ? 1 : 0)
  }
  await context.close()
})

test('a refused entry stays with its reason and is mended', async () => {
  const page = await device()
  await write(page, { text: own('Số điện thoại sai'), voter_phone: '12' })
  await until(page, 'refused', 1)
  assert.match(await main(page), /Số điện thoại chưa đúng/)
  await page.reload()
  await until(page, 'refused', 1)
  await press(page, own('Số điện thoại sai'), 'Sửa')
  await write(page, { text: own('Số điện thoại đúng'), voter_phone: '0909 000 111' })
  await until(page, 'sent', 1)
  assert.equal(await arrived(page, own('Số điện thoại đúng')), 1)
  await context.close()
})

test('a session that ended keeps what waits until the same account is back', async () => {
  const page = await device()
  await offline()
  await write(page, { text: own('Phiên đã hết') })
  await context.deleteCookie(...(await context.cookies()).filter(({ name }) => name === 'dancu_session'))
  await online()
  await says(page, 'Hãy đăng nhập lại, các ý kiến vẫn còn trên máy')
  await until(page, 'waiting', 1)
  await leading(page, () => page.$eval('[data-part=status] a', (link) => link.click()))
  const { login, password } = (await accounts()).find(({ role }) => role === 'clerk')
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await leading(page, () => page.keyboard.press('Enter'))
  assert.equal(page.url(), book())
  await until(page, 'sent', 1)
  assert.equal(await arrived(page, own('Phiên đã hết')), 1)
  await context.close()
})

test('signing out asks first; what waits stays for its writer alone, and the kept page goes', async () => {
  let page = await device()
  const kept = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('field-')).length)
  assert.equal(await kept(), 1)
  // The network is there, but nothing of the outbox comes through.
  await page.setRequestInterception(true)
  page.on('request', (request) => (request.url().includes('/api/outbox') ? request.abort() : request.continue()))
  await write(page, { text: own('Chờ chủ nhân'), voter_name: 'Lê Thị Bưởi' })
  await until(page, 'waiting', 1)

  const asked = []
  let answer = 'dismiss'
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    return dialog[answer]()
  })
  await signOut(page)
  assert.match(asked[0], /Còn 1 ý kiến chưa gửi trên máy này/)
  assert.equal(page.url(), book(), 'still here')
  answer = 'accept'
  await leading(page, () => signOut(page))
  await page.waitForFunction(async () => (await caches.keys()).every((name) => !name.startsWith('field-')), PATIENCE)
  const session = (await context.cookies()).find(({ name }) => name === 'dancu_session')
  assert.ok(!session?.value, 'signed out')
  await page.close()

  await offline()
  page = await tab()
  await assert.rejects(page.goto(book()), /net::ERR/, 'the page of who signed out opens no more')
  await online()
  await signIn(page, 'front')
  await open(page)
  assert.equal((await onDevice(page)).length, 1)
  assert.equal((await page.$$('[data-outbox] li')).length, 0, 'another account sees nothing of it')
  assert.equal(await arrived(page, own('Chờ chủ nhân')), 0)
  await leading(page, () => signOut(page))
  await signIn(page, 'clerk')
  await open(page)
  await until(page, 'sent', 1)
  assert.equal(await arrived(page, own('Chờ chủ nhân')), 1)
  await context.close()
})
