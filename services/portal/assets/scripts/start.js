// Starts the components that a page has. Every page works without.
import { initAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported"); // where the libraries look for them
initAll();

// Few pages have one of MoJ's, so the others do not load them.
if (document.querySelector('[data-module^="moj-"]')) {
  import("@ministryofjustice/frontend").then((moj) => moj.initAll());
}
