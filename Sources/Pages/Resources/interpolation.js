// Smooth surfaces through the grid points that make no minimum of their own.

/**
 * Slopes of a monotone cubic through points (Steffen 1990). Points without a number end the curve on
 * either side of them.
 */
function monotoneSlopes(xs, ys) {
  const secant = (i) => (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]);
  return ys.map((_, i) => {
    const before = secant(i - 1);
    const after = secant(i);
    const [hasBefore, hasAfter] = [Number.isFinite(before), Number.isFinite(after)];
    if (!hasBefore || !hasAfter) return hasBefore ? before : hasAfter ? after : 0;
    if (before * after <= 0) return 0;
    const [left, right] = [xs[i] - xs[i - 1], xs[i + 1] - xs[i]];
    const parabola = Math.abs(before * right + after * left) / (left + right);
    return 2 * Math.sign(before) * Math.min(Math.abs(before), Math.abs(after), parabola / 2);
  });
}

/** A curve through points, each interval cut into `factor` parts. */
function refinedLine(xs, ys, factor) {
  const slopes = monotoneSlopes(xs, ys);
  const line = new Float64Array((ys.length - 1) * factor + 1);
  for (let i = 0; i + 1 < ys.length; i++) {
    const length = xs[i + 1] - xs[i];
    for (let k = 0; k < factor; k++) {
      const t = k / factor;
      const u = 1 - t;
      line[i * factor + k] =
        k === 0
          ? ys[i]
          : u * u * (1 + 2 * t) * ys[i] + t * t * (1 + 2 * u) * ys[i + 1] +
            length * (u * u * t * slopes[i] - t * t * u * slopes[i + 1]);
    }
  }
  line[line.length - 1] = ys[ys.length - 1];
  return line;
}

/** The heights of a surface on a grid that is a few times finer, NaN in holes. */
class RefinedField {
  constructor(surface, scale) {
    const { columns, rows, xs, ys } = surface;
    this.surface = surface;
    this.factor = Math.max(1, Math.min(4, Math.floor(240 / Math.max(columns, rows))));
    this.columns = (columns - 1) * this.factor + 1;
    this.rows = (rows - 1) * this.factor + 1;
    this.values = new Float32Array(this.columns * this.rows);
    // Along x, then along y.
    const lines = [];
    for (let r = 0; r < rows; r++) {
      const line = Array.from(surface.losses.subarray(r * columns, (r + 1) * columns), (loss) =>
        Number.isFinite(loss) ? scale.unitsOf(loss) : NaN);
      lines.push(refinedLine(xs, line, this.factor));
    }
    for (let c = 0; c < this.columns; c++) {
      const line = refinedLine(ys, lines.map((row) => row[c]), this.factor);
      for (let r = 0; r < this.rows; r++) this.values[r * this.columns + c] = line[r];
    }
    [this.low, this.high] = [Infinity, -Infinity];
    for (const value of this.values) {
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
    }
    this.placesX = refinedPlaces(xs.map((x) => surface.placeX(x)), this.factor);
    this.placesY = refinedPlaces(ys.map((y) => surface.placeY(y)), this.factor);
  }

  /** The height at a place on the ground, between the points of the finer grid; NaN in holes. */
  at(x, y) {
    const i = cellOf(this.placesX, x);
    const j = cellOf(this.placesY, y);
    if (i < 0 || j < 0) return NaN;
    const s = (x - this.placesX[i]) / (this.placesX[i + 1] - this.placesX[i]);
    const t = (y - this.placesY[j]) / (this.placesY[j + 1] - this.placesY[j]);
    const k = j * this.columns + i;
    const { values, columns } = this;
    return (1 - t) * ((1 - s) * values[k] + s * values[k + 1]) +
      t * ((1 - s) * values[k + columns] + s * values[k + columns + 1]);
  }
}

function refinedPlaces(places, factor) {
  const list = [];
  for (let i = 0; i + 1 < places.length; i++) {
    for (let k = 0; k < factor; k++) {
      list.push(places[i] + (places[i + 1] - places[i]) * k / factor);
    }
  }
  list.push(places[places.length - 1]);
  return Float64Array.from(list);
}

/** The interval of an ascending list in which a number lies; −1 where it is outside. */
function cellOf(list, value) {
  if (!(value >= list[0] && value <= list[list.length - 1])) return -1;
  let [low, high] = [0, list.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle; else high = middle;
  }
  return low;
}
