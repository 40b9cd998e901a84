// A real mail server for the tests: STARTTLS with a certificate of its own, a user with a password, and moods for single recipients.

import { simpleParser } from 'mailparser'
import { generate } from 'selfsigned'
import { SMTPServer } from 'smtp-server'

/** The user that may hand letters in. */
export const USER = { name: 'dancu', password: 'mật khẩu thử' }

/** Starts a server on a free port of 127.0.0.1; gives `{ port, certificate, letters, asked, moods, letter, close }`. */
export async function startMailServer() {
  const { private: key, cert: certificate } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  // Everything that was taken, in order: `{ to, from, mail, raw }`.
  const letters = []
  // Every recipient that was asked for, taken or not.
  const asked = []
  // What a recipient is answered: a function that gives an error with its code, or nothing.
  const moods = new Map()
  const server = new SMTPServer({
    key,
    cert: certificate,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    onAuth({ username, password }, { secure }, done) {
      const fits = secure && username === USER.name && password === USER.password
      done(fits ? null : new Error('wrong user or password'), fits ? { user: username } : undefined)
    },
    onRcptTo({ address }, _, done) {
      asked.push(address)
      done(moods.get(address)?.() ?? null)
    },
    onData(stream, { envelope, secure }, done) {
      const pieces = []
      stream.on('data', (piece) => pieces.push(piece))
      stream.on('end', async () => {
        const raw = Buffer.concat(pieces).toString('latin1')
        const [{ address: to }] = envelope.rcptTo
        letters.push({ to, from: envelope.mailFrom.address, secure, raw, mail: await simpleParser(raw) })
        done()
      })
    },
  })
  // A client that goes away is no fault of the server's.
  server.on('error', () => {})
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.server.address().port,
    certificate,
    letters,
    asked,
    moods,
    /** The letter with this number to an address, as soon as it is there. */
    async letter(address, number = 1, patience = 60_000) {
      const deadline = Date.now() + patience
      for (;;) {
        const mine = letters.filter(({ to }) => to === address)
        if (mine.length >= number) return mine[number - 1]
        if (Date.now() > deadline) throw new Error(`${address} has ${mine.length} letters, not ${number}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** An answer of a mail server that is no yes. */
export const answer = (code, words) => Object.assign(new Error(words), { responseCode: code })
