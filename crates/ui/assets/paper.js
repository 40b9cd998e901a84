// Keeps the answers of a running paper as they are chosen, so that a lost line or an empty battery loses none of them.

const form = document.querySelector('form[action^="/attempts/"]');

if (form) {
  let timer;
  const keep = () =>
    fetch(`${form.getAttribute("action")}/answers`, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      keepalive: true,
    }).catch(() => {
      // The next choice tries again, and handing in sends everything anyway.
    });
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
}
