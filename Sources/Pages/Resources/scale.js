// From losses to heights and colours: one scale for all surfaces, as in Basin's pictures.

/** Bands that can still be told apart. */
const mostBands = 25;

/** The multiples of `step` strictly inside a range. */
function multiplesInside([low, high], step) {
  const slack = (high - low) * 1e-6;
  const multiples = [];
  for (let k = Math.ceil((low + slack) / step); k * step < high - slack; k++) {
    multiples.push(k * step);
  }
  return multiples;
}

/** The step between levels on a logarithmic scale: a decade in as many equal parts as fit. */
function decadeStep([low, high]) {
  const parts = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5];
  let best = Math.ceil((high - low) / mostBands);
  for (const n of parts) {
    if (Math.floor(high * n - 1e-9) - Math.ceil(low * n + 1e-9) > mostBands) break;
    best = 1 / n;
  }
  return best;
}

/** The least step 1, 2 or 5 · 10ⁿ that leaves at most `count` multiples in a range. */
function roundStep([low, high], count) {
  for (let exponent = Math.floor(Math.log10((high - low) / count)) - 1; ; exponent++) {
    for (const mantissa of [1, 2, 5]) {
      const step = mantissa * 10 ** exponent;
      if (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) < count) return step;
    }
  }
}

/** Round values in a range, for the labels of an axis. */
function ticks([low, high], count) {
  const step = roundStep([low, high], count);
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
    list.push(Number((k * step).toPrecision(12)));
  }
  return list;
}

/** How losses become heights, from 0 at the floor to 1 at the lid, and bands of colour. */
class ValueScale {
  /**
   * @param isLogarithmic whether heights are log10 of the loss
   * @param range the losses at the floor and at the lid
   * @param colors 256 colours, three bytes each
   */
  constructor(isLogarithmic, range, colors) {
    this.isLogarithmic = isLogarithmic;
    this.range = range;
    this.colors = colors;
    this.units = range.map((value) => this.unitsOf(value));
    const [low, high] = this.units;
    this.step = isLogarithmic ? decadeStep(this.units) : roundStep(this.units, mostBands - 1);
    this.levels = multiplesInside(this.units, this.step);
    // Heavier lines: the decades, or round values.
    this.majorStep = isLogarithmic ? 1 : roundStep([low, high], 6);
  }

  /** A loss in the units of the scale; what a logarithm cannot show goes below every range. */
  unitsOf(loss) {
    if (!this.isLogarithmic) return loss;
    return loss > 0 || Number.isNaN(loss) ? Math.log10(loss) : -400;
  }
  lossOf(units) {
    return this.isLogarithmic ? 10 ** units : units;
  }

  /** The share of the height between floor and lid; beyond 0 … 1 where it is cut off. */
  share(units) {
    return (units - this.units[0]) / (this.units[1] - this.units[0]);
  }

  /** The number of levels at or below a height: its band. */
  band(units) {
    if (!this.levels.length) return 0;
    const below = Math.floor((units - this.levels[0]) / this.step + 1e-9) + 1;
    return Math.min(Math.max(below, 0), this.levels.length);
  }

  /** Where a band lies in the colours, 0 … 1. */
  bandPosition(band) {
    return this.levels.length ? band / this.levels.length : 0.5;
  }

  /** The colour of a band as [red, green, blue], 0 … 255. */
  bandColor(band) {
    const i = 3 * Math.round(255 * this.bandPosition(band));
    return [this.colors[i], this.colors[i + 1], this.colors[i + 2]];
  }

  /** Whether a level is drawn heavier. */
  isMajor(units) {
    const k = units / this.majorStep;
    return Math.abs(k - Math.round(k)) * this.majorStep < this.step / 10;
  }

  /** Losses to write beside the colours, ascending: 1, 2, 5 in each decade, or round values. */
  labels() {
    const [low, high] = this.range;
    if (!this.isLogarithmic) return ticks(this.range, 7);
    const decades = this.units[1] - this.units[0];
    const mantissas = decades < 3 ? [1, 2, 5] : [1];
    const every = Math.max(1, Math.ceil(decades / 8));
    const list = [];
    for (let e = Math.floor(this.units[0]); e <= this.units[1] + 1e-9; e++) {
      if (e % every !== 0) continue;
      for (const mantissa of mantissas) {
        const value = Number(`${mantissa}e${e}`);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) list.push(value);
      }
    }
    return list.length > 1 ? list : ticks(this.range, 5);
  }

  /** The same labels, powers of ten before others, for places where not all have room. */
  labelsByWeight() {
    const isPower = (value) => this.isLogarithmic && value.toExponential().startsWith("1e");
    const labels = this.labels();
    return [...labels.filter(isPower), ...labels.filter((value) => !isPower(value))];
  }
}
