/* A part that waits for the word of the company's side is read anew until that has come. Without scripts the page does the same as a whole. */
(() => {
  const PAUSE = 1500;
  /* Two minutes: whoever waits longer looks again by hand, and no page that was left open keeps its session alive. */
  const MOST = 80;
  let looks = 0;

  customElements.define("waiting-part", class extends HTMLElement {
    connectedCallback() { if (looks < MOST) this.timer = setTimeout(() => this.look(), PAUSE); }

    disconnectedCallback() { clearTimeout(this.timer); }

    async look() {
      looks++;
      try {
        const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
        /* Sent elsewhere is sent to sign in: the page as a whole leads there and back. */
        if (answer.type === "opaqueredirect") return location.reload();
        const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
        const fresh = page?.getElementById(this.id);
        if (fresh) {
          /* What the word changed elsewhere on the page comes with it. */
          if (fresh.localName !== this.localName)
            for (const part of document.querySelectorAll("[data-after-wait]")) {
              const other = page.getElementById(part.id);
              if (other) part.replaceWith(document.importNode(other, true));
            }
          return this.replaceWith(document.importNode(fresh, true));
        }
      } catch { /* The line is broken for now: the next look tries it again. */ }
      this.connectedCallback();
    }
  });
})();
