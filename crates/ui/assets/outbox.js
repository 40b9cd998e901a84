// Sổ ghi ý kiến: every entry is kept on the device first and then sent, once. Nothing goes without an answer or a word.

const box = document.querySelector("[data-outbox]");
const form = document.querySelector("main form.form");
const { account } = document.documentElement.dataset;
const { council, place } = box.dataset;
const say = JSON.parse(box.dataset.words);
const part = (name) => box.querySelector(`[data-part=${name}]`);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const moment = (at) =>
  new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
const news = window.BroadcastChannel && new BroadcastChannel("dancu-outbox");

const make = (tag, set, ...inside) => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...inside);
  return made;
};

/** An identifier whose first 48 bits are the time (UUID version 7). */
const fresh = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Date.now() / 65536);
  new DataView(bytes.buffer).setUint16(4, Date.now() % 65536);
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

const opened = new Promise((done, fail) => {
  const asked = indexedDB.open("dancu", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "id" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

/** One transaction; it is done when it is on the disk. */
const within = async (mode, work) => {
  const db = await opened;
  return new Promise((done, fail) => {
    const turn = db.transaction("outbox", mode, { durability: "strict" });
    const request = work(turn.objectStore("outbox"));
    turn.oncomplete = () => done(request.result);
    turn.onabort = () => fail(turn.error);
  });
};

const entries = async () => {
  const all = await within("readonly", (store) => store.getAll());
  return all.filter((entry) => entry.account === account).sort((a, b) => (a.written_at < b.written_at ? -1 : 1));
};

/** Changes an entry, unless it was changed elsewhere since it was read; false then. */
const change = async (entry, changes) => {
  let changed = false;
  await within("readwrite", (store) => {
    const found = store.get(entry.id);
    found.onsuccess = () => {
      if (found.result?.rev !== entry.rev) return;
      changed = true;
      store.put({ ...found.result, rev: fresh(), ...changes });
    };
    return found;
  });
  await show(true);
  return changed;
};

// The form.

let editing = null;
let plain = false;

form.addEventListener("submit", async (event) => {
  if (plain) return;
  event.preventDefault();
  event.stopPropagation();
  const values = Object.fromEntries(new FormData(form));
  if (!values.text.trim()) {
    tell(say.missing);
    form.elements.text.focus();
    return;
  }
  const { text, hamlet, voter_name, voter_phone, unit = "", contact = "" } = values;
  const fields = { text, hamlet, voter_name, voter_phone, unit, state: "waiting", reason: "" };
  const now = new Date().toISOString();
  try {
    const entry = { id: fresh(), rev: fresh(), account, council, place, contact, written_at: now, ...fields };
    // An entry that was sent or changed elsewhere while it stood in the form is sent all the same: the server compares.
    if (editing) await within("readwrite", (store) => store.put({ ...editing, ...fields, rev: fresh() }));
    else await within("readwrite", (store) => store.put(entry));
  } catch {
    plain = true;
    tell(say.unkept);
    return;
  }
  navigator.storage?.persist?.();
  clear();
  await show(true);
  await send(fill(say.saved, { time: moment(now) }));
});

const clear = () => {
  editing = null;
  for (const name of ["text", "voter_name", "voter_phone"]) form.elements[name].value = "";
  form.elements.text.focus();
};

const edit = (entry) => {
  // What is being written is not written over.
  if (form.elements.text.value.trim()) {
    tell(say.unsaved);
    form.elements.text.focus();
    return;
  }
  editing = entry;
  for (const name of ["text", "hamlet", "unit", "voter_name", "voter_phone"]) {
    if (form.elements[name]) form.elements[name].value = entry[name];
  }
  form.elements.text.focus();
};

// The lists.

const tell = (text, ...more) => part("status").replaceChildren(text, ...more);
const button = (text, act) => make("button", { type: "button", className: "button secondary", textContent: text, onclick: act });
const sure = (question, act) => () => window.confirm(question) && act();

const removing = (ids) => async () => {
  await within("readwrite", (store) => ids.map((id) => store.delete(id)).pop());
  await show(true);
};

const copying = (entry) => {
  const copy = button(say.copy, async () => {
    await navigator.clipboard.writeText([entry.text, entry.hamlet, entry.voter_name, entry.voter_phone].filter(Boolean).join("\n"));
    copy.textContent = say.copied;
  });
  return copy;
};

const side = (title, text, hamlet, voter, at) =>
  make("div", {}, make("h3", { textContent: title }), make("p", { className: "said", textContent: [text, hamlet, voter].filter(Boolean).join("\n") }),
    make("p", { className: "hint", textContent: at ? fill(say.written_at, { time: moment(at) }) : "" }));

const buttons = (entry) => {
  const again = { state: "waiting", reason: "" };
  const resend = (changes) => async () => {
    await change(entry, changes);
    await send();
  };
  if (entry.state === "sent") return [make("a", { href: entry.link, textContent: say.open })];
  if (entry.state === "conflict") {
    return [
      button(say.keep, () => change(entry, { state: "sent", sent_at: entry.sent_at ?? new Date().toISOString(), text: entry.theirs?.text ?? say.theirs,
        hamlet: entry.theirs?.hamlet ?? entry.hamlet, theirs: null, voter_name: "", voter_phone: "" })),
      button(say.as_new, async () => {
        const other = { ...entry, ...again, id: fresh(), rev: fresh(), theirs: null };
        await within("readwrite", (store) => (store.delete(entry.id), store.put(other)));
        await send();
      }),
      copying(entry),
    ];
  }
  const change_it = [button(say.edit, () => edit(entry)), copying(entry), button(say.drop, sure(say.drop_ask, removing([entry.id])))];
  return entry.state === "refused" ? [button(say.again, resend(again)), ...change_it] : change_it;
};

const line = (entry) => {
  const { state, theirs } = entry;
  const at = state === "sent" ? fill(say.sent_at, { time: moment(entry.sent_at) }) : say[state];
  const item = make("li", {}, make("p", {}, make("strong", { textContent: at }), ` · ${fill(say.written_at, { time: moment(entry.written_at) })}`));
  item.dataset.state = state;
  item.dataset.id = entry.id;
  if (entry.council !== council) item.append(make("p", { className: "hint", textContent: entry.place }));
  if (entry.reason) item.append(make("p", { className: "reason", textContent: entry.reason }));
  const voter = [entry.voter_name, entry.voter_phone].filter(Boolean).join(" ");
  if (state === "conflict") {
    const ours = side(say.mine, entry.text, entry.hamlet, voter, entry.written_at);
    item.append(make("div", { className: "both" }, ours, side(say.theirs, theirs?.text ?? "", theirs?.hamlet, theirs?.voter, theirs?.written_at)));
  } else {
    item.append(make("p", { className: "said", textContent: entry.text }));
    const more = [entry.hamlet, voter].filter(Boolean).join(" · ");
    if (more) item.append(make("p", { className: "hint", textContent: more }));
  }
  item.append(make("div", { className: "actions" }, ...buttons(entry)));
  return item;
};

let shown;
/** Shows the lists as they are; other tabs are told where something changed. */
const show = async (changed) => {
  const all = await entries();
  const now = JSON.stringify(all);
  if (changed) news?.postMessage("");
  if (now === shown) return;
  shown = now;
  const left = all.filter(({ state }) => state !== "sent");
  const gone = all.filter(({ state }) => state === "sent").reverse();
  for (const [name, list] of [["waiting", left], ["sent", gone]]) {
    part(name).hidden = list.length === 0;
    part(name).querySelector("ul").replaceChildren(...list.map(line));
  }
  part("sent").querySelector(":scope > .actions").replaceChildren(button(say.clear, sure(say.clear_ask, removing(gone.map(({ id }) => id)))));
  const question = `dancu-unsent-${account}`;
  if (left.length > 0) localStorage.setItem(question, fill(say.leave, { n: left.length }));
  else localStorage.removeItem(question);
};

// Sending.

const ask = (path, options) =>
  fetch(path, { cache: "no-store", signal: AbortSignal.timeout?.(30000), headers: { accept: "application/json" }, ...options });

let running = false;
let asked = false;

const send = async (before) => {
  asked = true;
  if (before) tell(before);
  if (running) return;
  running = true;
  try {
    while (asked) {
      asked = false;
      // One tab at a time where browsers can; the identifier keeps an entry one anyway.
      await (navigator.locks ? navigator.locks.request("dancu-outbox", turn) : turn());
    }
  } finally {
    running = false;
  }
};

const turn = async () => {
  const waiting = (await entries()).filter(({ id, state }) => state === "waiting" && id !== editing?.id);
  if (waiting.length === 0) return;
  let trouble = [];
  try {
    const begun = await ask("/api/outbox");
    const { account: now, csrf } = begun.ok ? await begun.json() : {};
    if (begun.status === 403) trouble = [say.signed_out];
    else if (!begun.ok) throw begun.status;
    else if (now !== account) trouble = [say.other];
    else {
      tell(say.sending);
      for (const entry of waiting) await deliver(entry, csrf);
    }
  } catch {
    trouble = [navigator.onLine ? say.later : say.offline];
  }
  const all = await entries();
  const count = (...states) => all.filter(({ state }) => states.includes(state)).length;
  const [left, wrong] = [count("waiting"), count("refused", "conflict")];
  if (trouble[0] === say.signed_out) {
    const back = encodeURIComponent(location.pathname + location.search);
    trouble.push(" ", make("a", { href: `/sign-in?back=${back}`, textContent: say.sign_in }));
  }
  if (trouble.length > 0) tell(fill(trouble[0], { n: left }), ...trouble.slice(1));
  else if (wrong > 0) tell(fill(say.refused_some, { n: wrong }));
  else tell(left > 0 ? fill(say.waiting_some, { n: left }) : say.all_sent);
};

/** Sends one entry; throws where it should be tried again later. */
const deliver = async (entry, csrf) => {
  const body = new URLSearchParams({ csrf });
  for (const name of ["id", "contact", "unit", "hamlet", "text", "voter_name", "voter_phone", "written_at"]) body.set(name, entry[name]);
  const answer = await ask(`/api/outbox/${entry.council}`, { method: "POST", body });
  const said = await answer.json();
  const problems = said.problems ?? [];
  if (answer.ok) {
    // What tells who spoke stays here no longer than needed.
    await change(entry, { state: "sent", link: said.link, sent_at: new Date().toISOString(), voter_name: "", voter_phone: "", reason: "" });
  } else if (answer.status === 409) {
    await change(entry, { state: "conflict", link: said.link, theirs: said.stored ?? null });
  } else if (answer.status >= 500 || [408, 425, 429].includes(answer.status) || said.code === "sign_in" || problems.some(({ code }) => code === "form-expired")) {
    throw answer.status;
  } else {
    await change(entry, { state: "refused", reason: [...new Set([...problems.map(({ message }) => message), said.message])][0] });
  }
};

// Where the page itself is kept.

const keep_page = async () => {
  await navigator.serviceWorker.register("/sw.js", { scope: "/councils/", updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  // The first visit came before the worker.
  if (!(await caches.match(location.href, { ignoreVary: true }))) {
    const answer = await fetch(location.href);
    const mine = answer.headers.get("x-kept-for");
    if (answer.ok && mine) await (await caches.open(`field-${mine}`)).put(location.href, answer);
  }
  part("ready").textContent = say.ready;
};

if (account && window.indexedDB) {
  opened.then(
    async () => {
      box.hidden = false;
      await show();
      if (news) news.onmessage = () => show();
      window.addEventListener("online", () => send());
      setInterval(() => send(), 30000);
      await send();
    },
    () => {
      plain = true;
    },
  );
  if (navigator.serviceWorker) keep_page().catch(() => {});
} else {
  plain = true;
}
