// The controls of the page, in both directions: what a hand sets, and what a link has set.

/** The names of the values that a view is made of. */
const viewNames = ["azimuth", "elevation", "zoom", "panX", "panY"];

class Controls {
  constructor(state, page) {
    this.state = state;
    this.page = page;
    const named = (name) => document.querySelector(`[name="${name}"]`);
    this.threshold = named("threshold");
    this.clip = named("clip");
    this.heights = [...document.querySelectorAll('[name="height"]')];
    this.views = ["azimuth", "elevation", "zoom"].map(named);
    this.listen();
  }

  listen() {
    const { state, threshold, clip } = this;
    // A hand on the slider means round numbers; what a program or a key sets is taken as it is.
    let isDragged = false;
    threshold.addEventListener("pointerdown", () => { isDragged = true; });
    threshold.addEventListener("pointerup", () => { isDragged = false; });
    for (const name of ["input", "change"]) {
      threshold.addEventListener(name, () => {
        const value = thresholdAt(Number(threshold.value));
        state.set({ threshold: isDragged ? Number(value.toPrecision(2)) : value });
      });
    }
    threshold.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
      const step = steps[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const place = Math.log10(state.values.threshold) + step * 0.05;
      state.set({ threshold: Number((10 ** place).toPrecision(2)) });
    });
    clip.addEventListener("input", () => {
      const { low, high, scale } = this.page.clipRange();
      const units = low + Number(clip.value) * (high - low);
      state.set({ clip: Number(scale.lossOf(units).toPrecision(2)) });
    });
    for (const radio of this.heights) {
      radio.addEventListener("change", () => state.set({ height: radio.value }));
    }
    for (const slider of this.views) {
      slider.addEventListener("input", () => state.set({ [slider.name]: Number(slider.value) }));
    }
    document.querySelector("#reset").addEventListener("click", () => {
      state.reset(Object.keys(state.defaults));
    });
    const link = document.querySelector("#link");
    link.addEventListener("click", async () => {
      const before = link.textContent;
      try {
        await navigator.clipboard.writeText(this.page.address());
        link.textContent = "Link copied";
      } catch {
        // Where a page may not write to the clipboard, the address bar holds the link.
        this.page.showLink();
        link.textContent = "Copy it from the address bar";
      }
      setTimeout(() => { link.textContent = before; }, 2500);
    });
  }

  /** Shows the state on every control. */
  show() {
    const { state, threshold, clip, page } = this;
    const { values } = state;
    const unit = page.unit(values.threshold);
    if (thresholdAt(Number(threshold.value)) !== values.threshold) {
      threshold.value = Math.log10(values.threshold);
    }
    threshold.setAttribute("aria-valuetext", unit);
    document.querySelector("#threshold-value").textContent = unit;
    for (const radio of this.heights) radio.checked = radio.value === values.height;
    const { low, high, scale } = page.clipRange();
    const share = (scale.unitsOf(page.upperEnd()) - low) / (high - low);
    if (Math.abs(share - Number(clip.value)) > 0.006) clip.value = share;
    const loss = written(page.upperEnd());
    clip.setAttribute("aria-valuetext", `loss ${loss}`);
    document.querySelector("#clip-value").textContent = loss;
    const units = { azimuth: "°", elevation: "°", zoom: "×" };
    for (const slider of this.views) {
      slider.value = values[slider.name];
      const text = `${Number(values[slider.name].toFixed(slider.name === "zoom" ? 2 : 0))}${units[slider.name]}`;
      slider.setAttribute("aria-valuetext", text.replace("-", "−"));
      document.querySelector(`#${slider.name}-value`).textContent = text.replace("-", "−");
    }
  }
}
