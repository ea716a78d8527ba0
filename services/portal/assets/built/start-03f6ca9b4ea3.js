// Starts the components that a page has. Every page works without.
import { initAll } from "./govuk-frontend-03560aaedbb4.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported"); // where the libraries look for them
initAll();

// Few pages have one of MoJ's, so the others do not load them.
if (document.querySelector('[data-module^="moj-"]')) {
  import("./moj-frontend-1be66f5438f3.js").then((moj) => moj.initAll());
}
