// While somebody types into an answer, what they typed is kept as their own draft. Without this file nothing is lost
// either: saving works the same, and what could not be saved is kept as a draft when it is sent.
const form = document.querySelector("form[data-draft]");
const says = document.querySelector("[data-draft-says]");
const AFTER = 2000; // milliseconds without typing
let waiting = null;
let sent = "";
let leaving = false; // the form itself is on its way: what it says is saved, or kept, by that

function typed() {
  const told = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") told.append(name, value);
  }
  return told;
}

// After signing in again in another window the form's token is another one: take it from a fresh copy of the page.
async function freshToken() {
  const answer = await fetch(window.location.href, { credentials: "same-origin", redirect: "error" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-draft] [name=csrfmiddlewaretoken]");
  if (token) {
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token.value; });
  }
  return Boolean(token);
}

function send(told) {
  return fetch(form.dataset.draft, {
    method: "POST", body: told, credentials: "same-origin", redirect: "error", headers: { accept: "application/json" },
  });
}

async function keep() {
  waiting = null;
  let told = typed();
  if (leaving || told.toString() === sent) return;
  try {
    let answer = await send(told);
    if (answer.status === 403 && (await freshToken())) {
      told = typed();
      answer = await send(told);
    }
    if (answer.status === 401 || answer.status === 403) throw new Error("signed out");
    says.textContent = (await answer.json()).says;
    if (answer.ok) sent = told.toString();
  } catch {
    says.textContent = "Your draft could not be kept just now. Your text is on this page: leave it open. "
      + "If you were signed out, sign in again in another window and come back here.";
    waiting = window.setTimeout(keep, 15000);
  }
}

if (form && says) {
  sent = typed().toString();
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, AFTER);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) keep();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    window.clearTimeout(waiting);
  });
}
