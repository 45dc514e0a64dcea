/* Draws a process with bpmn-js, whose mark stays as its licence asks, and marks where its tokens are. */
customElements.define("process-diagram", class extends HTMLElement {
  async connectedCallback() {
    try {
      const answer = await fetch(this.dataset.source, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const viewer = new BpmnJS({ container: this });
      await viewer.importXML(await answer.text());
      const canvas = viewer.get("canvas");
      const elements = viewer.get("elementRegistry");
      for (const kind of ["passed", "tokens", "incidents"])
        for (const id of (this.dataset[kind] || "").split(" "))
          if (id && elements.get(id)) canvas.addMarker(id, kind);
      canvas.zoom("fit-viewport", "auto");
      this.dataset.ready = "true";
    } catch {
      document.getElementById("no-diagram").hidden = false;
      this.hidden = true;
    }
  }
});
