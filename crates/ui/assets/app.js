// Comforts for those whose browser runs scripts. Every page works without this file.

const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

// Pages kept for use without a network belong to one account: whoever else uses this browser finds none of them.
const { account } = document.documentElement.dataset;
if (window.caches) {
  caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith("field-") && name !== `field-${account}`))
    .then((others) => others.forEach((name) => caches.delete(name)));
}

// The question before signing out while something waits on this device to be sent; the outbox leaves it here.
const unsent = (form) =>
  form.getAttribute("action") === "/sign-out" ? localStorage.getItem(`dancu-unsent-${account}`) : null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm ?? unsent(form);
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // The button that was pressed carries a value, so it is disabled only after the answers are gathered.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
  }, 0);
});

// A page that comes back from the history must be usable again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = false;
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-confirm]");
  if (link && !window.confirm(link.dataset.confirm)) event.preventDefault();
});

for (const field of document.querySelectorAll("[data-filter]")) {
  const table = document.getElementById(field.dataset.filter);
  if (!table) continue;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const texts = rows.map((row) => fold(row.textContent));
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => texts[place].includes(word));
    });
  });
}

// A clock that runs down to a time given as ISO 8601; the text before it is what the server wrote.
const clocks = [...document.querySelectorAll("[data-deadline]")];
if (clocks.length > 0) {
  const two = (number) => String(number).padStart(2, "0");
  const tick = () => {
    for (const clock of clocks) {
      const left = Math.max(0, Math.round((Date.parse(clock.dataset.deadline) - Date.now()) / 1000));
      if (Number.isNaN(left)) continue;
      const hours = Math.floor(left / 3600);
      const rest = `${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
      clock.textContent = hours > 0 ? `${hours}:${rest}` : rest;
      clock.toggleAttribute("data-over", left === 0);
    }
  };
  tick();
  setInterval(tick, 1000);
}

// What is already known and like the text being typed; asked for when the writer pauses, never more than the beginning of it.
for (const place of document.querySelectorAll("[data-suggest]")) {
  const [first, ...others] = place.dataset.fields.split(" ");
  const form = place.closest("form");
  const field = form?.elements[first];
  if (!field) continue;
  let waiting;
  let asked = "";
  const ask = async () => {
    const text = field.value.trim().slice(0, 600);
    if (text === asked) return;
    asked = text;
    if (text.length < 12) {
      place.replaceChildren();
      return;
    }
    const body = new URLSearchParams({ [first]: text });
    for (const name of others) body.set(name, form.elements[name]?.value ?? "");
    try {
      const answer = await fetch(place.dataset.suggest, { method: "POST", body });
      if (!answer.ok || text !== asked) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      // What is being written must not be lost by looking at what is known.
      for (const link of found.querySelectorAll("a")) link.target = "_blank";
      place.replaceChildren(...found.body.childNodes);
    } catch {
      // Without a network there is nothing to suggest, and nothing is lost by it.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 700);
  });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const before = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied || before;
    setTimeout(() => {
      button.textContent = before;
    }, 2000);
  });
}

document.querySelector("main [data-error-summary]")?.focus();

// One menu open at a time, closed by Escape or by a press elsewhere.
const menus = [...document.querySelectorAll("details.menu")];
document.addEventListener("click", (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
