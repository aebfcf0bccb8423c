import { initAll } from "./vendor/govuk.js";

// Says two minutes before the session ends that it does; one press goes on, and the page stays as it is.

const WARNED = 120_000;

function watch() {
  const form = document.getElementById("session");
  if (!form) return;
  const shown = document.getElementById("session-ends");
  const place = document.getElementById("session-warning");
  let timer = 0;

  const wait = () => {
    clearTimeout(timer);
    const left = Date.parse(form.dataset.ends) - Date.now();
    timer = setTimeout(left <= WARNED ? warn : wait, left <= WARNED ? 0 : Math.min(left - WARNED, 600_000));
  };
  const warn = () => {
    const text = document.createElement("p");
    text.className = "govuk-inset-text";
    text.append("Your session ends at " + shown.textContent + ". ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "us-link-button";
    button.textContent = "Stay signed in";
    button.addEventListener("click", extend);
    text.append(button);
    place.replaceChildren(text);
  };
  const extend = async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
    }).catch(() => null);
    if (!answer?.ok) {
      form.submit(); // signed out already, or no connection: the window that opens says which
      return;
    }
    const said = await answer.json();
    form.dataset.ends = said.ends;
    shown.textContent = said.shown;
    place.replaceChildren();
    wait();
  };
  form.addEventListener("submit", extend);
  wait();
}

initAll();
watch();
