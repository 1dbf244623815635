// One surface on the page: its heading with the count, the view, the map, the cursor's reading.

class Card {
  constructor(element, surface, renderer) {
    this.element = element;
    this.surface = surface;
    this.fields = new Map();
    const part = (name) => element.querySelector(name);
    this.parts = {
      count: part(".count"), reading: part(".reading"), rows: part(".minima tbody"),
      summary: part(".minima summary"),
    };
    this.scene = new SceneView(part(".scene"), surface, renderer);
    this.map = new MapView(part(".map"), surface);
    // Near the screen; what of it no longer shows the state.
    this.isNear = true;
    this.stale = { scene: true, map: true };
  }

  /** The heights of the surface on one kind of scale, made once. */
  field(scale) {
    if (!this.fields.has(scale.isLogarithmic)) {
      this.fields.set(scale.isLogarithmic, new RefinedField(this.surface, scale));
    }
    return this.fields.get(scale.isLogarithmic);
  }

  /** Counts anew, and says so wherever the count stands. */
  count(threshold) {
    this.minima = minimaAt(this.surface, threshold);
    const { inside, border } = this.minima;
    this.element.dataset.count = inside.length;
    this.element.dataset.borderCount = border.length;
    const [number, words] = [document.createElement("strong"), document.createElement("span")];
    number.textContent = inside.length;
    words.textContent = inside.length === 1 ? " local minimum" : " local minima";
    const besides = document.createElement("small");
    besides.textContent = border.length ? `and ${border.length} on the border` : "";
    this.parts.count.replaceChildren(number, words, besides);
    for (const cell of document.querySelectorAll(`[data-count-of="${this.surface.name}"]`)) {
      cell.textContent = inside.length;
    }
    for (const cell of document.querySelectorAll(`[data-border-count-of="${this.surface.name}"]`)) {
      cell.textContent = border.length;
    }
    this.parts.summary.textContent = `Minima at this threshold (${inside.length + border.length})`;
    const rows = [
      ...inside.map((minimum, i) => [i + 1, minimum]), ...border.map((minimum) => ["border", minimum]),
    ].map(([rank, { x, y, loss, persistence }]) => {
      const row = document.createElement("tr");
      for (const text of [rank, coordinate(x), coordinate(y), written(loss), written(persistence)]) {
        row.insertCell().textContent = text;
      }
      return row;
    });
    this.parts.rows.replaceChildren(...rows);
  }

  /** What the cursor reads here: the nearest point of the grid; null beside the window. */
  pointAt(cursor) {
    const { xs, ys } = this.surface;
    if (!cursor) return null;
    const slack = [xs, ys].map((list) => (list[list.length - 1] - list[0]) / (2 * list.length));
    const isInside = cursor.x >= xs[0] - slack[0] && cursor.x <= xs[xs.length - 1] + slack[0] &&
      cursor.y >= ys[0] - slack[1] && cursor.y <= ys[ys.length - 1] + slack[1];
    return isInside ? this.surface.pointNear(cursor.x, cursor.y) : null;
  }

  read(point) {
    const { reading } = this.parts;
    const fact = (name, value) => {
      const [term, number] = [document.createElement("span"), document.createElement("b")];
      term.textContent = name;
      number.textContent = value;
      return [term, " ", number, " "];
    };
    if (!point) {
      reading.replaceChildren(reading.dataset.hint);
      return;
    }
    const loss = point.isMissing ? "not computed" : written(point.loss, 4);
    reading.replaceChildren(
      ...fact("α", coordinate(point.x)), ...fact("β", coordinate(point.y)), ...fact("loss", loss));
  }

  /** Gives back the pictures behind the canvases, which hold what they show. */
  release() {
    for (const view of [this.scene, this.map]) {
      view.picture.width = 0;
      view.key = null;
    }
  }

  /** Draws what is stale, or everything. */
  draw({ scale, view, look, cursor }, isEverything) {
    const point = this.pointAt(cursor);
    const what = { field: this.field(scale), scale, minima: this.minima, cursor: point, look };
    if (isEverything || this.stale.map) {
      this.read(point);
      this.map.draw(what);
      this.map.canvas.setAttribute("aria-label",
        `${this.surface.title}, contour map: ${countText(this.minima)}.`);
    }
    if (isEverything || this.stale.scene) {
      this.scene.draw({ ...what, view });
      this.scene.canvas.setAttribute("aria-label",
        `${this.surface.title} in three dimensions: ${countText(this.minima)}. ` +
        `Azimuth ${Math.round(view.azimuth)}°, elevation ${Math.round(view.elevation)}°, ` +
        `zoom ${written(view.zoom, 2)}.`);
    }
    this.stale = { scene: false, map: false };
  }
}
