// Runs before anything is drawn: what only works with JavaScript is styled as such from the first moment.
document.documentElement.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.documentElement.classList.add("govuk-frontend-supported");
