/* What goes wrong without a page of its own: a part that was not answered, a stream that is lost. The words stand in the page, in its language; each says what to do. */
(() => {
  const place = document.getElementById("trouble");
  let shown;

  const show = kind => {
    if (shown === "stale") return;
    shown = kind;
    /* Put in anew each time, so that a screen reader says it again; the keyboard stays where it is. */
    place.replaceChildren(document.getElementById(`trouble-${kind}`).content.cloneNode(true));
  };

  /* A page that does not keep itself new stays so, whatever else works again. */
  const clear = () => {
    if (shown === "stale") return;
    shown = undefined;
    place.replaceChildren();
  };

  document.addEventListener("trouble", event => show(event.detail));
  document.addEventListener("trouble-over", clear);
  document.addEventListener("htmx:responseError", event => show(event.detail.xhr.status < 500 ? "refused" : "failed"));
  document.addEventListener("htmx:sendError", () => show("lost"));
  document.addEventListener("htmx:timeout", () => show("lost"));
  document.addEventListener("htmx:afterSwap", clear);
})();
