// What is shown, and its link: everything that can be set on the page, in the part of the address
// after `#`.

const clamped = (value, low, high) => Math.min(Math.max(value, low), high);

/** The state of the page; who wants to know of changes listens. */
class PageState {
  /** @param defaults the state without a link, @param limits the ends of what is a number */
  constructor(defaults, limits) {
    this.defaults = defaults;
    this.limits = limits;
    this.values = { ...defaults };
    this.listeners = [];
  }

  /** Changes some values and tells the listeners which are different now. */
  set(changes) {
    const changed = new Set();
    for (const [name, value] of Object.entries(changes)) {
      const limits = this.limits[name];
      const next = limits && value !== null ? clamped(value, ...limits) : value;
      if (Object.is(next, this.values[name])) continue;
      this.values[name] = next;
      changed.add(name);
    }
    if (changed.size) for (const listener of this.listeners) listener(changed);
  }

  /** Back to how the page begins. */
  reset(names) {
    this.set(Object.fromEntries(names.map((name) => [name, this.defaults[name]])));
  }

  /** The values that differ from those at the beginning, as the part of an address after `#`. */
  get link() {
    const parts = new URLSearchParams();
    for (const [name, value] of Object.entries(this.values)) {
      if (value === null || value === this.defaults[name]) continue;
      const isExact = name === "threshold" || name === "clip" || typeof value !== "number";
      parts.set(name, isExact ? value : Number(value.toFixed(3)));
    }
    return parts.toString();
  }

  /** Takes what a link says; what it does not say is as at the beginning, what makes no sense as well. */
  read(link) {
    const parts = new URLSearchParams(link.replace(/^#/, ""));
    const values = { ...this.defaults };
    for (const [name, text] of parts) {
      if (!(name in this.defaults)) continue;
      if (name === "height") {
        if (this.limits.heights.includes(text)) values.height = text;
      } else if (text.trim() !== "" && Number.isFinite(Number(text))) {
        values[name] = Number(text);
      }
    }
    this.set(values);
  }
}
