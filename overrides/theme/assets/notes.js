{#- The trainer's notes as a desk: without it each slide stands beside what is said to it. -#}
"use strict";
(() => {
  {% include "partials/scripts/frame.js" %}
  {% include "partials/scripts/present/deck.js" %}
  {% include "partials/scripts/present/channel.js" %}
  {% include "partials/scripts/present/moves.js" %}
  {% include "partials/scripts/present/keys.js" %}
  {% include "partials/scripts/present/clock.js" %}
  {% include "partials/scripts/present/notes.js" %}
  kitNotes(kitDeck(document.querySelector("[data-kit-slides]")));
})();
