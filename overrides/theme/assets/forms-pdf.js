{#- Fills in a form's own PDF. Comes only when it is asked for; see generators/writers/forms/web_copy.py. -#}
"use strict";
window.kitFillPdf = (() => {
  {% include "partials/scripts/forms/letters.js" %}
  {% include "partials/scripts/forms-pdf/text.js" %}
  {% include "partials/scripts/forms-pdf/file.js" %}
  {% include "partials/scripts/forms-pdf/pages.js" %}
  {% include "partials/scripts/forms-pdf/fill.js" %}
  return kitFill;
})();
