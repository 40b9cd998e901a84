// A real OpenID Connect provider for trying sign-in: one client, one account, and consent given at once.
//
// Development only: whoever asks is signed in as the sample account, or as the login named in `login_hint`.

import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { Provider } from 'oidc-provider'

/** The client that the provider knows. */
export const CLIENT = { id: 'dancu', secret: 'a-secret-for-tests-only' }
/** The account that is signed in unless another is hinted at. */
export const SUBJECT = 'nguyen.thi.mau'

/** Starts a provider on a port of 127.0.0.1, 0 for a free one; gives `{ issuer, close }`. */
export async function startProvider({ redirect, port = 0 }) {
  const server = createServer()
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirect],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Some clients read the identity token alone and never ask for the user's information.
    conformIdTokenClaims: false,
    cookies: { keys: ['a-key-for-tests-only'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, email: `${subject}@example.vn`, email_verified: true, name: 'Nguyễn Thị Mẫu' }),
    }),
    interactions: { url: (_, interaction) => `/consent/${interaction.uid}` },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/consent/')) return answer(request, response)
    agree(provider, request, response).catch((error) => {
      response.statusCode = 400
      response.end(error.message)
    })
  })
  return {
    issuer,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Signs the account in and grants what the client asked for, as a person would by two clicks. */
async function agree(provider, request, response) {
  const { params, prompt, session } = await provider.interactionDetails(request, response)
  const accountId = session?.accountId ?? params.login_hint ?? SUBJECT
  const grant = new provider.Grant({ accountId, clientId: params.client_id })
  grant.addOIDCScope(params.scope ?? 'openid')
  const result = prompt.name === 'login' ? { login: { accountId } } : { consent: { grantId: await grant.save() } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      redirect: { type: 'string', default: 'http://127.0.0.1:8080/sign-in/oidc/back' },
    },
  })
  const { issuer } = await startProvider({ redirect: values.redirect, port: Number(values.port) })
  console.log(`issuer ${issuer}`)
  console.log(`client ${CLIENT.id} secret ${CLIENT.secret} redirect ${values.redirect}`)
}
