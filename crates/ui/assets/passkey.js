// Passkeys: shows what the page keeps hidden where the browser knows them, and carries questions and answers.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (list) => list?.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

async function send(path, csrf, body) {
  const answer = await fetch(`/api/passkeys/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf },
    body: JSON.stringify(body),
  });
  const found = await answer.json();
  if (answer.ok) return found;
  throw new Error([...(found.problems ?? []).map(({ message }) => message), found.message].find(Boolean));
}

async function signIn({ csrf, back }) {
  const { ticket, options } = await send("sign-in/start", csrf, {});
  const { publicKey } = options;
  publicKey.challenge = toBytes(publicKey.challenge);
  publicKey.allowCredentials = withBytes(publicKey.allowCredentials);
  const { id, rawId, type, response } = await navigator.credentials.get({ publicKey });
  const answer = {
    id,
    rawId: toText(rawId),
    type,
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
    extensions: {},
  };
  return send("sign-in/finish", csrf, { ticket, answer, back });
}

async function register({ csrf }, name) {
  const { ticket, options } = await send("register/start", csrf, {});
  const { publicKey } = options;
  publicKey.challenge = toBytes(publicKey.challenge);
  publicKey.user.id = toBytes(publicKey.user.id);
  publicKey.excludeCredentials = withBytes(publicKey.excludeCredentials);
  const { id, rawId, type, response } = await navigator.credentials.create({ publicKey });
  const answer = {
    id,
    rawId: toText(rawId),
    type,
    response: {
      attestationObject: toText(response.attestationObject),
      clientDataJSON: toText(response.clientDataJSON),
    },
    extensions: {},
  };
  return send("register/finish", csrf, { ticket, answer, name });
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  // A browser makes passkeys for the host name they were offered under and for no other.
  if (!window.PublicKeyCredential || window.location.origin !== place.dataset.origin) continue;
  const { passkey: kind, waiting, refused } = place.dataset;
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  const field = place.querySelector("input");
  place.hidden = false;
  button.addEventListener("click", async () => {
    if (field && !field.value.trim()) {
      field.focus();
      status.textContent = place.dataset.nameless;
      return;
    }
    button.disabled = true;
    status.textContent = waiting;
    try {
      const { location } = kind === "register" ? await register(place.dataset, field.value) : await signIn(place.dataset);
      window.location.assign(location);
    } catch (error) {
      // What the browser itself says is in its own words and language; ours tell what to do.
      status.textContent = error instanceof DOMException ? refused : error.message || refused;
      button.disabled = false;
    }
  });
}
