// The page: reads its data, joins state, controls and cards, and draws what has changed.

class Page {
  constructor(data) {
    this.data = data;
    this.colors = bytesOf(data.colors);
    this.surfaces = data.surfaces.map((record) => new Surface(record));
    const places = document.querySelector('[name="threshold"]');
    this.thresholds = [Number(places.min), Number(places.max)];
    const heights = ["log", "linear"].filter((kind) => data.ranges[kind]);
    this.state = new PageState({
      threshold: data.threshold, azimuth: data.view.azimuth, elevation: data.view.elevation, zoom: 1,
      panX: 0, panY: 0, height: heights.includes(data.height) ? data.height : heights[0],
      clip: null, alpha: null, beta: null,
    }, {
      threshold: this.thresholds.map((place) => 10 ** place), azimuth: [-360, 360],
      elevation: [0, 90], zoom: [0.5, 6], panX: [-1, 1], panY: [-1, 1], heights,
    });
    this.renderer = SurfaceRenderer.create();
    this.cards = this.surfaces.map((surface) => new Card(
      document.querySelector(`[data-surface="${surface.name}"]`), surface, this.renderer));
    this.controls = new Controls(this.state, this);
    this.hover = null;
    this.isLegendStale = true;
  }

  /** Everything in its first state, then drawn. */
  start() {
    document.documentElement.classList.add("ready");
    this.state.listeners.push((changed) => this.changed(changed));
    this.state.read(location.hash);
    this.look = currentLook();
    this.count();
    this.controls.show();
    for (const card of this.cards) this.listenTo(card);
    if (window !== window.top) this.scrollToSurfaces();
    this.watch();
    this.drawNow();
    document.body.dataset.ready = "true";
  }

  /** Shows the surfaces, below what always stays in sight: inside a slide there is room for little else. */
  scrollToSurfaces() {
    const heights = [".toolbar", ".threshold"].map((name) => document.querySelector(name).offsetHeight);
    const { top } = document.querySelector(".surfaces").getBoundingClientRect();
    scrollTo(0, scrollY + top - Math.max(...heights));
  }

  listenTo(card) {
    const { scene, map } = card;
    listenToScene(scene.canvas, this.state, (pixel) => this.setHover(
      pixel && scene.coordinatesAt(...pixel, this.state.values, card.field(this.scale()), this.scale())));
    listenToMap(map.canvas, map, this.state, (place) => this.setHover(place));
  }

  watch() {
    // The address may already be the page's own again: `showLink` may come between a new link and this.
    addEventListener("hashchange", ({ newURL }) => this.state.read(new URL(newURL).hash));
    new ResizeObserver(() => this.redraw()).observe(document.querySelector(".surfaces"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    // What is far from the screen is drawn when it comes near.
    const margin = 300;
    for (const card of this.cards) {
      card.isNear = card.element.getBoundingClientRect().top < innerHeight + margin;
    }
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const card = this.cards.find(({ element }) => element === target);
        card.isNear = isIntersecting;
        if (!isIntersecting) card.release();
      }
      this.ask();
    }, { rootMargin: `${margin}px` });
    for (const { element } of this.cards) observer.observe(element);
    // Paper is white, whatever the screen is.
    const print = (isBegun) => {
      document.documentElement.classList.toggle("printing", isBegun);
      this.look = currentLook();
      this.drawNow(isBegun);
    };
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    if (this.renderer) this.renderer.onRestored = () => this.redraw();
  }

  // What is shown

  /** A threshold with its unit. */
  unit(threshold) {
    return this.data.unit === "decades"
      ? `${written(threshold)} decades` : `${written(100 * threshold)} % of the range`;
  }

  /** The loss at the lid. */
  upperEnd() {
    return this.state.values.clip ?? this.data.ranges[this.state.values.height][1];
  }

  /** The scale of heights and colours of all surfaces. */
  scale() {
    const { height } = this.state.values;
    const low = this.data.ranges[height][0];
    const upper = this.upperEnd();
    if (this.known?.height === height && this.known.upper === upper) return this.known.scale;
    const range = upper > low ? [low, upper] : this.data.ranges[height];
    this.known = { height, upper, scale: new ValueScale(height === "log", range, this.colors) };
    return this.known.scale;
  }

  /** From where to where the lid can be set: by decades where losses have a logarithm. */
  clipRange() {
    const kind = this.data.ranges.log ? "log" : "linear";
    const [floor, lid] = this.data.ranges[kind];
    const scale = new ValueScale(kind === "log", [floor, lid], this.colors);
    const [low, high] = [scale.units[0], scale.unitsOf(Math.max(lid, this.data.highest))];
    return { low: low + 0.04 * (high - low), high, scale };
  }

  /** The point that is read on all surfaces: under the hand, or the one that was chosen. */
  cursor() {
    const { alpha, beta } = this.state.values;
    return this.hover ?? (alpha === null || beta === null ? null : { x: alpha, y: beta });
  }

  setHover(place) {
    const isSame = (a, b) => a === b || (a && b && a.x === b.x && a.y === b.y);
    if (isSame(place, this.hover)) return;
    this.hover = place;
    this.redraw();
  }

  // Changes

  changed(names) {
    if (names.has("threshold")) this.count();
    if (viewNames.some((name) => names.has(name))) this.move();
    this.controls.show();
    this.redraw([...names].every((name) => viewNames.includes(name)));
    clearTimeout(this.linkTimer);
    this.linkTimer = setTimeout(() => this.showLink(), 250);
  }

  /** Notes that the view moves, and draws it sharply once it rests. */
  move() {
    this.isMoving = true;
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => {
      this.isMoving = false;
      this.redraw(true);
    }, 200);
  }

  count() {
    const { threshold } = this.state.values;
    for (const card of this.cards) card.count(threshold);
    // Said once the hand rests.
    clearTimeout(this.sayTimer);
    this.sayTimer = setTimeout(() => {
      document.querySelector("#counts").textContent = `Threshold ${this.unit(threshold)}. ` +
        this.cards.map((card) => `${card.surface.title}: ${countText(card.minima)}.`).join(" ");
    }, 400);
  }

  address() {
    const { link } = this.state;
    return location.href.replace(/#.*$/, "") + (link ? `#${link}` : "");
  }

  showLink() {
    if (this.address() !== location.href) history.replaceState(null, "", this.address());
  }

  // Drawing

  /** Asks for new pictures: of the surfaces in three dimensions alone, or of everything. */
  redraw(isOnlyView = false) {
    for (const { stale } of this.cards) {
      stale.scene = true;
      stale.map ||= !isOnlyView;
    }
    this.isLegendStale ||= !isOnlyView;
    this.look = currentLook();
    this.ask();
  }

  /** Draws with the next picture of the screen, however much has changed until then. */
  ask() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.drawNow();
    });
  }

  drawNow(isEverything = false) {
    const scale = this.scale();
    const look = { ...this.look, isMoving: this.isMoving && !isEverything };
    const shown = { scale, look, view: this.state.values, cursor: this.cursor() };
    for (const card of this.cards) {
      if (isEverything || card.isNear) card.draw(shown, isEverything);
    }
    if (isEverything || this.isLegendStale) this.drawLegend(scale);
  }

  drawLegend(scale) {
    this.isLegendStale = false;
    const cutsAbove = this.data.highest > scale.range[1] * (1 + 1e-9);
    const bar = document.querySelector("#colors");
    drawColorBar(bar, scale, cutsAbove, this.look);
    const [low, high] = scale.range.map((loss) => written(loss));
    bar.setAttribute("aria-label", `Colours from loss ${low}, dark violet, to ${high}, yellow, on a ` +
      `${scale.isLogarithmic ? "logarithmic" : "linear"} scale${cutsAbove ? "; larger losses are cut off" : ""}.`);
    document.querySelector("#cut").hidden = !cutsAbove;
    document.querySelector("#cut b").textContent = high;
    drawCurves(document.querySelector("#curves"), this.surfaces, this.state.values.threshold,
      this.thresholds, this.look);
  }
}

new Page(JSON.parse(document.querySelector("#data").textContent)).start();
