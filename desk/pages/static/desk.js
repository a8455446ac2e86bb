"use strict";
// Everything here is an addition: without it the pages work by links, forms and a slow refresh.

const FLASH_MS = 4000;
const DONE_MS = 2000;
const AGAIN_MS = 5000;
const REDRAW_EVERY_MS = 60000;

function showWhatNeedsAScript(root) {
  for (const one of root.querySelectorAll("button.copy, #print")) one.hidden = false;
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.id === "print") window.print();
  if (!button.dataset.copy) return;
  await copy(button.dataset.copy);
  button.focus();
  if (button.classList.contains("done")) return;
  const before = [...button.childNodes];
  button.replaceChildren(button.dataset.done);
  button.classList.add("done");
  setTimeout(() => {
    button.replaceChildren(...before);
    button.classList.remove("done");
  }, DONE_MS);
});

function rowsOf(root) {
  return new Map([...root.querySelectorAll("tr[data-changed]")].map((row) => [row.id, row.dataset.changed]));
}

function flashWhatChanged(root, before) {
  for (const row of root.querySelectorAll("tr[data-changed]")) {
    if (before.get(row.id) === row.dataset.changed) continue;
    row.classList.add("changed");
    setTimeout(() => row.classList.remove("changed"), FLASH_MS);
  }
}

function placeOfFocus(root) {
  if (!root.contains(document.activeElement)) return null;
  const row = document.activeElement.closest("tr[id]");
  const number = row ? inside(row).indexOf(document.activeElement) : 0;
  return { id: row?.id, number, does: whatItDoes(document.activeElement) };
}

function inside(root) {
  return [...root.querySelectorAll("a, button")];
}

// A button that would do something else than the one before never gets its focus.
function whatItDoes(element) {
  return (element.closest("form") ?? element).outerHTML;
}

function focusAgain(root, place) {
  if (!place) return;
  const row = place.id && document.getElementById(place.id);
  const same = row ? inside(row)[place.number] : inside(root).find((one) => whatItDoes(one) === place.does);
  same?.focus({ preventScroll: true });
}

class LivePage {
  constructor(fresh, shown) {
    this.fresh = fresh;
    this.shown = shown;
    this.text = fresh.querySelector(".text");
    this.busy = false;
    this.again = false;
    this.listen();
    setInterval(() => this.redraw(), REDRAW_EVERY_MS);
  }

  listen() {
    this.events = new EventSource(this.fresh.dataset.events);
    this.events.addEventListener("open", () => this.say("live"));
    this.events.addEventListener("error", () => this.lose());
    this.events.addEventListener("change", () => this.redraw());
    this.events.addEventListener("over", () => location.reload());
  }

  say(state) {
    this.fresh.classList.toggle("live", state === "live");
    this.fresh.classList.toggle("lost", state === "lost");
    this.text.textContent = this.fresh.dataset[state];
  }

  lose() {
    this.say("lost");
    if (this.events.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      this.redraw();
      this.listen();
    }, AGAIN_MS);
  }

  async redraw() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "desk-update": "1" } });
      if (answer.status === 401) location.reload();
      else if (answer.ok) this.put(await answer.text());
    } catch {
      this.say("lost");
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.redraw();
    }
  }

  put(text) {
    const old = document.querySelector("[data-renews]");
    const made = new DOMParser().parseFromString(text, "text/html").querySelector("[data-renews]");
    if (!made || made.innerHTML === this.shown) return;
    this.shown = made.innerHTML;
    const before = rowsOf(old);
    const place = placeOfFocus(old);
    old.replaceWith(made);
    showWhatNeedsAScript(made);
    flashWhatChanged(made, before);
    focusAgain(made, place);
  }
}

const shown = document.querySelector("[data-renews]")?.innerHTML;
showWhatNeedsAScript(document);
const fresh = document.getElementById("fresh");
if (fresh?.dataset.events) new LivePage(fresh, shown);
