{#- Presenting to a hall: without it the slides stand one below the other. -#}
"use strict";
(() => {
  {% include "partials/scripts/frame.js" %}
  {% include "partials/scripts/present/deck.js" %}
  {% include "partials/scripts/present/channel.js" %}
  {% include "partials/scripts/present/moves.js" %}
  {% include "partials/scripts/present/keys.js" %}
  {% include "partials/scripts/present/hall.js" %}
  kitHall(kitDeck(document.querySelector("[data-kit-slides]")));
})();
