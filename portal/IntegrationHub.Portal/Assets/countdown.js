/* Time that is left, counted by the server's clock: a gate closes when the hub says so, however wrong the clock of the browser is. Without scripts the page says what was left when it was made. */
(() => {
  const counting = new Set();
  let ticking;

  const words = (pattern, ...parts) => parts.reduce((text, part, index) => text.replace(`{${index}}`, part), pattern);

  const tick = () => counting.forEach(element => element.show());

  customElements.define("count-down", class extends HTMLElement {
    connectedCallback() {
      this.ahead = Number(this.dataset.now) - Date.now();
      counting.add(this);
      ticking ??= setInterval(tick, 1000);
    }

    disconnectedCallback() {
      counting.delete(this);
      if (counting.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    }

    show() {
      const { at, over, days, hours, minutes, left, late } = this.dataset;
      const milliseconds = Number(at) - Date.now() - this.ahead;
      /* Whole seconds that are left: at the last one there is nothing left of it. */
      const seconds = Math.floor(Math.abs(milliseconds) / 1000);
      const shown = milliseconds <= 0 && over ? over : words(milliseconds > 0 ? left : late,
        seconds >= 86400 ? words(days, Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24)
          : seconds >= 3600 ? words(hours, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60)
          : words(minutes, Math.floor(seconds / 60), seconds % 60));
      if (this.textContent !== shown) this.textContent = shown;
      const mark = this.closest(".state");
      if (!mark) return;
      const level = milliseconds <= 0 ? (over ? "calm" : "bad") : undefined;
      if (level) mark.className = `state ${level}`;
    }
  });
})();
