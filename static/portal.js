// Progressive enhancement only: every task works without this file.
import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// While a pack is built, the part of the page marked data-live (seconds) is fetched again.
// Without this the page has a link "Look again". Nothing is announced until the end, when the page loads once more.
const live = document.querySelector("[data-live]");

async function lookAgain() {
  let fresh = null;
  let seconds = Number(live.dataset.live);
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (answer.status === 429) seconds = Number(answer.headers.get("Retry-After")) || 60;
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      fresh = page.querySelector("[data-live]");
      if (!fresh) {
        window.location.reload();
        return;
      }
    }
  } catch {
    fresh = null; // the portal is not reachable for the moment: try later
  }
  if (fresh && !live.contains(document.activeElement)) {
    live.replaceChildren(...fresh.childNodes);
  }
  window.setTimeout(lookAgain, 1000 * seconds);
}

if (live) {
  window.setTimeout(lookAgain, 1000 * Number(live.dataset.live));
}
