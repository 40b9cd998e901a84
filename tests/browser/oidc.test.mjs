// The sign-in provider of the tests follows the protocol, so that a failed sign-in points at the product.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { CLIENT, startProvider, SUBJECT } from './oidc-server.mjs'

test('a code is given for the sample account and changed into an identity token', async () => {
  const redirect = 'http://127.0.0.1:9/callback'
  const { issuer, close } = await startProvider({ redirect })
  try {
    const found = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
    assert.equal(found.issuer, issuer)

    const verifier = randomBytes(32).toString('base64url')
    const question = new URL(found.authorization_endpoint)
    question.search = new URLSearchParams({
      client_id: CLIENT.id,
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'openid email',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const cookies = new Map()
    let at = question.href
    for (let hops = 0; hops < 10 && !at.startsWith(redirect); hops += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/)
        cookies.set(name, value)
      }
      assert.ok(answer.headers.has('location'), `${at} answers ${answer.status} ${await answer.text()}`)
      at = new URL(answer.headers.get('location'), issuer).href
    }
    const back = new URL(at).searchParams
    assert.equal(back.get('state'), 'a-state')

    const token = await fetch(found.token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.get('code'),
        redirect_uri: redirect,
        code_verifier: verifier,
      }),
    })
    assert.equal(token.status, 200)
    const { id_token: identity } = await token.json()
    const claims = JSON.parse(Buffer.from(identity.split('.')[1], 'base64url'))
    assert.equal(claims.sub, SUBJECT)
    assert.equal(claims.nonce, 'a-nonce')
    assert.equal(claims.email, `${SUBJECT}@example.vn`)
  } finally {
    await close()
  }
})
