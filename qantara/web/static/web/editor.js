// Saves what is typed into the editor while it is typed, and keeps it on this device while it cannot.
//
// Every field is a form that works without this. A page has a name (its "hand") and counts its savings
// ("turn"), so that an answer lost on the way is no conflict. What is kept here is wiped when it has been
// saved, when somebody signs out, and when somebody else signs in.

const WAIT = 2000; // ms after the last key
const AGAIN = 15000; // ms until a failed saving is tried again by itself
const SHOW = 700; // ms after the last key until the preview follows
const LIMIT = 20000; // ms a request may take

const root = document.querySelector("[data-editor]");
const person = root.dataset.person;
const PREFIX = "qantara:text:";
const mine = `${PREFIX}${person}:`;
const fields = [];

const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or not allowed */ } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* not allowed */ } },
  keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
};

/** One text in one language: its field, where it is saved, what the server knows of it. */
class Field {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("textarea");
    this.status = form.querySelector("[data-status]");
    this.again = form.querySelector("[data-again]");
    this.key = `${mine}${form.dataset.block}:${form.dataset.language}`;
    this.known = this.area.value;
    this.turn = 0;
    this.saving = false;
    this.stopped = false; // until a conflict is settled
    this.area.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.again.addEventListener("click", () => this.save());
    this.takeUp();
  }

  get isOpen() { return this.area.value.trimEnd() !== this.known.trimEnd(); }

  say(name, more = "") { this.status.textContent = [root.dataset[name], more].filter(Boolean).join(" "); }

  /** A text that was typed here before and never reached the server. */
  takeUp() {
    const kept = store.get(this.key);
    if (!kept || kept.text.trimEnd() === this.known.trimEnd()) { store.drop(this.key); return; }
    this.area.value = kept.text;
    this.form.elements.expected.value = kept.expected;
    if (this.form.elements.seen && kept.seen) this.form.elements.seen.value = kept.seen;
    this.say("sayKept");
    this.save();
  }

  typed() {
    store.set(this.key, {
      text: this.area.value, expected: this.form.elements.expected.value, seen: this.form.elements.seen?.value,
    });
    if (!this.stopped) this.say("sayTyping");
    clearTimeout(this.timer);
    clearTimeout(this.showTimer);
    this.timer = setTimeout(() => this.save(), WAIT);
    this.showTimer = setTimeout(() => this.show(), SHOW);
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.saving && !leaving) { this.waiting = true; return; }
    if (this.stopped || !this.isOpen) { if (!this.stopped) this.say("saySaved"); return; }
    this.saving = true;
    const text = this.area.value;
    this.turn += 1;
    this.form.elements.turn.value = this.turn;
    if (!leaving) this.say("saySaving");
    const body = new FormData(this.form);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
        keepalive: leaving, signal: AbortSignal.timeout(LIMIT),
      });
      await this.answered(answer, text);
    } catch {
      this.failed("sayFailed");
    }
    this.saving = false;
    if (this.waiting) { this.waiting = false; this.save(); }
  }

  async answered(answer, text) {
    if (answer.ok) { this.saved(await answer.json(), text); return; }
    if (answer.status === 409) { this.conflict(await answer.text()); return; }
    if (answer.status === 422) { this.failed("sayRefused", (await answer.json()).why); return; }
    if (answer.type === "opaqueredirect") { this.failed("sayOut"); return; }
    if (answer.status === 403 && await renewed()) { this.waiting = true; return; }
    this.failed("sayFailed");
  }

  saved(answer, text) {
    this.known = text;
    this.form.elements.expected.value = answer.version;
    this.again.hidden = true;
    if (!this.isOpen) { store.drop(this.key); this.say("saySaved"); } else { this.typed(); }
    for (const field of root.querySelectorAll(`[name=block][value="${this.form.dataset.block}"]`)) {
      if (field.form.elements.expected && !this.form.elements.seen) field.form.elements.expected.value = answer.version;
    }
    if (answer.others === undefined) return;
    const others = root.querySelector("[data-others]");
    others.textContent = answer.others;
    others.hidden = !answer.others;
  }

  failed(name, more = "") {
    this.say(name, more);
    this.again.hidden = false;
    clearTimeout(this.timer);
    if (name === "sayFailed") this.timer = setTimeout(() => this.save(), AGAIN);
  }

  /** Both texts stand under the field; what is kept is sent by the form that came with them. */
  conflict(html) {
    this.stopped = true;
    this.say("sayConflict");
    const slot = root.querySelector(`[data-conflict="${this.form.dataset.block}"]`);
    slot.innerHTML = html;
    slot.querySelector("[role=alert]").focus();
    slot.querySelector("[data-resolve]").addEventListener("submit", () => store.drop(this.key));
    slot.querySelector("[data-theirs]").addEventListener("click", (event) => {
      event.preventDefault();
      store.drop(this.key);
      location.reload();
    });
  }

  async show() {
    try {
      const answer = await fetch(this.form.dataset.shown, { method: "POST", body: new FormData(this.form), redirect: "manual" });
      if (answer.ok) root.querySelector(`[data-preview="${this.form.dataset.block}"]`).innerHTML = await answer.text();
    } catch { /* it follows with the next key */ }
  }

  insert(reference) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const space = start && !/\s/.test(value[start - 1]) ? " " : "";
    this.area.setRangeText(space + reference, start, end, "end");
    this.area.focus();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** After somebody signed in again elsewhere, forms need the mark of the new session. */
async function renewed() {
  if (renewed.tried && Date.now() - renewed.tried < AGAIN) return false;
  renewed.tried = Date.now();
  const answer = await fetch(location.pathname, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-editor] [name=csrfmiddlewaretoken]")?.value;
  if (!token) return false;
  for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = token;
  return true;
}

/** A search for figures or charts, opened under the paragraph it is for. */
class Finder {
  constructor(link, field) {
    this.field = field;
    this.link = link;
    this.slot = root.querySelector(`[data-finder="${link.dataset.find}"]`);
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const isOpen = link.getAttribute("aria-expanded") === "true";
      link.setAttribute("aria-expanded", String(!isOpen));
      for (const each of root.querySelectorAll(`[data-find="${link.dataset.find}"]`)) {
        if (each !== link) each.setAttribute("aria-expanded", "false");
      }
      if (isOpen) this.slot.replaceChildren(); else this.open();
    });
  }

  open() {
    const template = document.querySelector(`#${this.link.dataset.with || "finder"}`).content.cloneNode(true);
    const id = `f-${this.field.form.dataset.block}`;
    const input = template.querySelector("input");
    template.querySelector("label").htmlFor = input.id = id;
    this.hits = template.querySelector("[data-hits-here]");
    this.slot.replaceChildren(template);
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(input.value), 300);
    });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    input.focus();
    if (this.link.dataset.with) this.find("");
  }

  async find(words) {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = new URL(this.link.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address, {
        headers: { Accept: "application/json" }, redirect: "manual", signal: this.asked.signal,
      });
      if (answer.ok) this.hits.innerHTML = await answer.text();
    } catch { /* another word was typed, or the line is down: the list stays as it was */ }
  }
}

for (const key of store.keys()) if (!key.startsWith(mine)) store.drop(key);
for (const form of root.querySelectorAll("form[data-block]")) {
  // The page's own names for it, unless the browser brought back an old one.
  form.elements.hand.value = form.elements.hand.defaultValue;
  fields.push(new Field(form));
}
for (const link of root.querySelectorAll("[data-find]")) {
  const field = fields.find((each) => each.form.dataset.block === link.dataset.find);
  if (field) new Finder(link, field);
}
for (const slot of root.querySelectorAll("[data-finder]")) {
  slot.addEventListener("click", (event) => {
    const reference = event.target.closest("[data-insert]")?.dataset.insert;
    if (reference) fields.find((each) => each.form.dataset.block === slot.dataset.finder).insert(reference);
  });
  // A chart comes as a paragraph of its own: what is typed is saved before the page is made anew.
  slot.addEventListener("submit", () => fields.forEach((field) => field.save({ leaving: true })));
}
for (const form of root.querySelectorAll(".acts form")) {
  // What is typed is saved before a paragraph is moved or taken away.
  form.addEventListener("submit", () => fields.forEach((field) => field.save({ leaving: true })));
}
for (const form of document.querySelectorAll('form[action$="/sign-out/"]')) {
  form.addEventListener("submit", () => store.keys().forEach((key) => store.drop(key)));
}
addEventListener("online", () => fields.forEach((field) => field.save()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") fields.forEach((field) => field.save({ leaving: true }));
});
