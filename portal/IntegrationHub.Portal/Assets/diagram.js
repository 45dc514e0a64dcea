/* Draws a process with bpmn-js, whose mark stays as its licence asks, and marks where its tokens are. Buttons and keys move over it as the mouse does. */
const looked = new Map();
const readable = 0.7;
const step = 1.25;
const stride = 80;
const room = 0.95;

customElements.define("process-diagram", class extends HTMLElement {
  async connectedCallback() {
    try {
      const answer = await fetch(this.dataset.source, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const viewer = new BpmnJS({ container: this });
      await viewer.importXML(await answer.text());
      this.canvas = viewer.get("canvas");
      this.elements = viewer.get("elementRegistry");
      for (const kind of ["passed", "tokens", "incidents"])
        for (const id of this.idsOf(kind)) this.canvas.addMarker(id, kind);

      // A page that keeps itself new draws anew: it stays where the reader was.
      const before = looked.get(this.dataset.source);
      if (before) this.canvas.viewbox(before);
      else this.begin();
      viewer.get("eventBus").on("canvas.viewbox.changed", () => this.remember());
      this.dataset.ready = "true";
      this.addEventListener("keydown", pressed => this.press(pressed));
      for (const button of this.parentElement.querySelectorAll("[data-zoom]"))
        button.addEventListener("click", () => this.move(button.dataset.zoom));
    } catch {
      document.getElementById("no-diagram").hidden = false;
      this.hidden = true;
    }
  }

  idsOf(kind) {
    return (this.dataset[kind] || "").split(" ").filter(id => id && this.elements.get(id));
  }

  /* All of it where it can be read; else the step where the case is. */
  begin() {
    this.fit();
    const [at] = [...this.idsOf("incidents"), ...this.idsOf("tokens")];
    if (this.canvas.zoom() >= readable || !at) return;
    this.canvas.zoom(readable);
    this.canvas.scrollToElement(at, stride);
  }

  remember() {
    const { x, y, width, height } = this.canvas.viewbox();
    looked.set(this.dataset.source, { x, y, width, height });
  }

  move(how) {
    if (how === "in") this.canvas.zoom(this.canvas.zoom() * step);
    else if (how === "out") this.canvas.zoom(this.canvas.zoom() / step);
    else this.fit();
  }

  /* Words at the edge stand out over their shapes: some room is left for them. */
  fit() {
    this.canvas.zoom("fit-viewport", "auto");
    this.canvas.zoom(this.canvas.zoom() * room, "auto");
  }

  press(pressed) {
    const ways = { ArrowLeft: [stride, 0], ArrowRight: [-stride, 0], ArrowUp: [0, stride], ArrowDown: [0, -stride] };
    const zooms = { "+": "in", "=": "in", "-": "out", "0": "fit" };
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    if (ways[pressed.key]) this.canvas.scroll({ dx: ways[pressed.key][0], dy: ways[pressed.key][1] });
    else if (zooms[pressed.key]) this.move(zooms[pressed.key]);
    else return;
    pressed.preventDefault();
  }
});
