// Asks somebody who did nothing for a while whether they are still there, before the server signs them out.
const idle = Number(document.body.dataset.idleSeconds) * 1000;
const warned = Math.min(120_000, idle / 2);
let timer;

function later(work, after) {
  clearTimeout(timer);
  timer = setTimeout(work, after);
}

function begin() {
  later(ask, idle - warned);
}

async function stay(dialog) {
  const answer = await fetch("/session", { redirect: "manual" }).catch(() => null);
  dialog.close();
  if (answer?.ok) begin();
  else leave();
}

function leave() {
  location.assign("/signed-out?idle=yes");
}

function ask() {
  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  const told = document.createElement("p");
  const button = document.createElement("button");
  dialog.className = "app-idle";
  dialog.setAttribute("aria-labelledby", "idle-title");
  title.id = "idle-title";
  title.className = "govuk-heading-m";
  title.textContent = "Are you still there?";
  told.className = "govuk-body";
  told.textContent = "You will be signed out in two minutes, so that nobody else can use your session.";
  button.className = "govuk-button";
  button.textContent = "Stay signed in";
  button.addEventListener("click", () => stay(dialog));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(dialog); });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, told, button);
  document.body.append(dialog);
  dialog.showModal();
  later(leave, warned);
}

begin();
