{#- All that works on a page with a form. Nothing is sent. Without it a page still shows and prints its form. -#}
"use strict";
(() => {
  const form = document.querySelector("form.kit-form");
  if (!form?.querySelector(".kit-form-tools")) return;
  const { mail } = document.currentScript.dataset;

  {% include "partials/scripts/forms/letters.js" %}
  {% include "partials/scripts/forms/words.js" %}
  {% include "partials/scripts/forms/answers.js" %}
  {% include "partials/scripts/forms/paper.js" %}
  {% include "partials/scripts/forms/store.js" %}
  {% include "partials/scripts/forms/merging.js" %}
  {% include "partials/scripts/forms/keeping.js" %}
  {% include "partials/scripts/forms/checks.js" %}
  {% include "partials/scripts/forms/mistakes.js" %}
  {% include "partials/scripts/forms/progress.js" %}
  {% include "partials/scripts/forms/files.js" %}
  {% include "partials/scripts/forms/notes.js" %}
  {% include "partials/scripts/forms/dates.js" %}
  {% include "partials/scripts/forms/parts.js" %}
  {% include "partials/scripts/forms/review.js" %}
  {% include "partials/scripts/forms/steps.js" %}
  {% include "partials/scripts/forms/shown.js" %}
  {% include "partials/scripts/forms/tools.js" %}
  kitTools(form, mail ?? "");

  /* All letters come now: a font that is fetched when somebody types "Ż" would tell the server what is written. */
  document.fonts?.load(getComputedStyle(document.body).font, "\u017b");
})();
