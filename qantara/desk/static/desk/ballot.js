// The ballot works without this. With it: the code behind the # of a card's picture is put into its field and
// taken out of the address, choices outlive a reload in this tab, and a line that is down loses nothing.
// What was chosen lies in this tab alone, and is wiped once the ballot is kept or the round is over.
const DRAFTS = "ballot ";

function wipe() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(DRAFTS)) sessionStorage.removeItem(name);
}

function code(form) {
  const typed = decodeURIComponent(location.hash.slice(1));
  if (!typed) return;
  form.elements.code.value = typed;
  history.replaceState(null, "", location.pathname);
  form.querySelector("button").focus();
}

function draft(form) {
  const name = DRAFTS + form.dataset.ballot;
  const kept = new URLSearchParams(form.hasAttribute("data-sent") ? "" : sessionStorage.getItem(name) || "");
  for (const [field, value] of kept) {
    const control = form.elements[field];
    if (control) control.value = value;
  }
  form.addEventListener("change", () => {
    const chosen = new URLSearchParams(new FormData(form));
    for (const field of ["code", "asked"]) chosen.delete(field);
    sessionStorage.setItem(name, chosen.toString());
  });
}

async function send(event) {
  const form = event.target, button = event.submitter;
  if (!form.hasAttribute("data-ballot") || button?.name !== "said") return;
  event.preventDefault();
  const down = form.querySelector("[data-offline]");
  const body = new URLSearchParams(new FormData(form, button));
  form.setAttribute("aria-busy", "true");
  down.hidden = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body, credentials: "omit", signal: AbortSignal.timeout(20000) });
    if (answer.status >= 500) throw new Error("not kept");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    document.querySelector(".langs").replaceWith(page.querySelector(".langs"));
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    set();
    scrollTo(0, 0);
    document.querySelector("main").focus();
  } catch {
    form.removeAttribute("aria-busy");
    down.hidden = false;
  }
}

function set() {
  const door = document.querySelector("form[data-code]"), ballot = document.querySelector("form[data-ballot]");
  if (document.querySelector("[data-kept],[data-over]")) wipe();
  if (door) code(door);
  if (ballot) draft(ballot);
}

document.addEventListener("submit", send);
set();
