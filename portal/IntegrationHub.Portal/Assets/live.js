/* Lists that keep themselves new: one stream for the page tells what changed, and the page is read anew under the same permissions. Without scripts the page is as it was loaded.
   What keeps it from being new is told (trouble.js). */
(() => {
  const regions = new Set();
  const changed = new Set();
  let stream, waiting, breaks = 0;

  const tell = kind => document.dispatchEvent(new CustomEvent("trouble", { detail: kind }));
  const mended = () => document.dispatchEvent(new CustomEvent("trouble-over"));

  const renew = async topics => {
    const stale = [...regions].filter(region => region.topics.some(topic => topics.includes(topic)) && !region.isInUse);
    if (stale.length === 0) return;
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { "X-Live": "true" }, redirect: "manual" });
    if (!answer.ok) {
      /* Sent elsewhere is sent to sign in. */
      tell(answer.type === "opaqueredirect" ? "stale" : answer.status < 500 ? "refused" : "failed");
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const region of stale) region.show(fresh.getElementById(region.id));
    mended();
  };

  const open = () => {
    if (stream || regions.size === 0) return;
    const topics = new Set([...regions].flatMap(region => region.topics));
    const from = Math.min(...[...regions].map(region => Number(region.dataset.from)));
    stream = new EventSource(`/live?on=${[...topics].join(",")}&from=${from}`);
    stream.addEventListener("change", event => {
      event.data.split(",").forEach(topic => changed.add(topic));
      waiting ??= setTimeout(() => {
        const topics = [...changed];
        changed.clear();
        waiting = undefined;
        renew(topics).catch(() => tell("lost"));
      }, 300);
    });
    stream.addEventListener("open", () => {
      breaks = 0;
      mended();
    });
    stream.addEventListener("error", () => {
      /* One break is mended by the browser before anybody would have read of it. */
      breaks++;
      if (stream.readyState === EventSource.CLOSED) tell("stale");
      else if (breaks > 1) tell("lost");
    });
    stream.addEventListener("end", () => {
      stream.close();
      tell("stale");
    });
  };

  customElements.define("live-region", class extends HTMLElement {
    connectedCallback() {
      this.topics = this.dataset.on.split(",");
      this.html = this.innerHTML;
      regions.add(this);
      queueMicrotask(open);
    }

    disconnectedCallback() { regions.delete(this); }

    /* Nobody loses what is typed or held with the keyboard. */
    get isInUse() { return this.contains(document.activeElement); }

    show(fresh) {
      if (!fresh || fresh.innerHTML === this.html) return;
      this.html = this.innerHTML = fresh.innerHTML;
      this.dataset.renewed = "true";
    }
  });
})();
