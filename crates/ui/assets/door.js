// The screen at the door of a lesson: asks for the next code before this one ends, and shows how many have checked in.

const door = document.querySelector("[data-door]");
if (door) {
  const part = (name) => door.querySelector(`[data-part="${name}"]`);
  const again = (seconds) => setTimeout(renew, Math.max(2, seconds) * 1000);
  const renew = async () => {
    try {
      const answer = await fetch(door.dataset.door, { headers: { accept: "application/json" } });
      if (!answer.ok) {
        location.reload();
        return;
      }
      const next = await answer.json();
      if (part("code").textContent !== next.typed) {
        part("qr").innerHTML = next.qr;
        part("code").textContent = next.typed;
      }
      if (part("count").textContent !== next.count) part("count").textContent = next.count;
      again(Math.min(15, next.seconds));
    } catch {
      // Without a line the old code stays; the next try comes soon.
      again(5);
    }
  };
  again(5);
}
