{#- All scripts of the frame in one file. Without them every page can be read, and the index stands in for search. -#}
"use strict";
{% include "partials/scripts/frame.js" %}
{% include "partials/scripts/text.js" %}
{% include "partials/scripts/reader.js" %}
{% include "partials/scripts/checklist.js" %}
{% include "partials/scripts/dates.js" %}
{% include "partials/scripts/footnotes.js" %}
{% include "partials/scripts/folding.js" %}
{% include "partials/scripts/matching.js" %}
{% include "partials/scripts/marking.js" %}
{% include "partials/scripts/search.js" %}
