// Opens the page for writing down what voters say where there is no network. The line before this one names the assets.
//
// Always the network first: what was kept answers only when the network does not. A page is kept for the account that the
// server names with it, and the page of any other account is thrown away.

const FIELD = /^\/councils\/[^/]+\/utterances\/field$/;
// A network that has not answered by then is none.
const PATIENCE = 10_000;
const EXACTLY = { ignoreVary: true };

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open("shell")
      .then((shell) => shell.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => self.clients.claim()));
});

// Assets of earlier versions go, but for those that a kept page still asks for.
async function forget() {
  const texts = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("field-")) continue;
    const pages = await (await caches.open(name)).matchAll();
    texts.push(...(await Promise.all(pages.map((page) => page.text()))));
  }
  const shell = await caches.open("shell");
  for (const request of await shell.keys()) {
    const { pathname } = new URL(request.url);
    const wanted = SHELL.includes(pathname) || texts.some((text) => text.includes(pathname));
    if (!wanted) await shell.delete(request);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && FIELD.test(pathname)) event.respondWith(page(event));
  // The name of an asset carries its hash: what was kept under it is what the server would send.
  else if (pathname.startsWith("/assets/")) {
    event.respondWith(caches.match(request, EXACTLY).then((kept) => kept ?? fetch(request)));
  }
});

async function page(event) {
  const kept = await caches.match(event.request, EXACTLY);
  const network = fetch(event.request);
  // An answer that comes too late for this visit is still kept for the next.
  event.waitUntil(network.then((answer) => keep(event.request, answer.clone())).catch(() => {}));
  if (!kept) return network;
  const late = new Promise((_, give) => setTimeout(give, PATIENCE));
  try {
    const answer = await Promise.race([network, late]);
    // A proxy answers so when the service behind it does not.
    return [502, 503, 504].includes(answer.status) ? kept : answer;
  } catch {
    return kept;
  }
}

async function keep(request, answer) {
  const account = answer.headers.get("x-kept-for");
  if (!answer.ok || !account) return;
  const mine = `field-${account}`;
  for (const name of await caches.keys()) {
    if (name.startsWith("field-") && name !== mine) await caches.delete(name);
  }
  await (await caches.open(mine)).put(request, answer);
}
