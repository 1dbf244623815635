// The surfaces of the page, read from the JSON that stands in it.

/** The bytes behind a base64 text. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Little-endian doubles behind a base64 text. */
function doublesOf(text) {
  const view = new DataView(bytesOf(text).buffer);
  return Float64Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

/** The place in an ascending list that is nearest to a number. */
function nearest(list, value) {
  let best = 0;
  for (let i = 1; i < list.length; i++) {
    if (Math.abs(list[i] - value) < Math.abs(list[best] - value)) best = i;
  }
  return best;
}

/** One loss surface: losses on a grid, row by row, with its minima and their persistences. */
class Surface {
  constructor(record) {
    this.name = record.name;
    this.title = record.title;
    // plain, residual or other: the colour of its curve.
    this.kind = record.kind;
    this.xs = record.xs;
    this.ys = record.ys;
    this.columns = record.xs.length;
    this.rows = record.ys.length;
    this.losses = doublesOf(record.losses);
    this.missing = new Set(record.missing);
    this.center = record.center;
    this.axisUnit = record.axis_unit;
    this.axisNames = record.axis_names ?? null;
    this.nets = record.nets ?? [];
    // Paths of optimisers: a point per checkpoint, with its true loss or null.
    this.paths = (record.paths ?? []).map((path) => ({
      name: path.name,
      points: path.xs.map((x, i) => ({ x, y: path.ys[i], loss: path.losses[i] })),
    }));
    const onBorder = new Set(record.minima.border);
    // Lowest first, as Basin lists them; persistence in the unit of the scale.
    this.minima = record.minima.points.map((point, i) => ({
      x: this.xs[point % this.columns],
      y: this.ys[Math.floor(point / this.columns)],
      loss: this.losses[point],
      persistence: record.minima.persistences[i],
      isOnBorder: onBorder.has(i),
    }));
    // A decade, or the range of the losses: the unit of the threshold.
    this.reference = record.reference;
    // Half the sides of the ground; the longer is 1, none is below a quarter.
    const width = this.xs[this.columns - 1] - this.xs[0];
    const depth = this.ys[this.rows - 1] - this.ys[0];
    const longer = Math.max(width, depth);
    this.halfX = Math.max(0.25, width / longer);
    this.halfY = Math.max(0.25, depth / longer);
  }

  /** Where a coordinate lies on the ground, −halfX … halfX. */
  placeX(x) {
    return (2 * (x - this.xs[0]) / (this.xs[this.columns - 1] - this.xs[0]) - 1) * this.halfX;
  }
  placeY(y) {
    return (2 * (y - this.ys[0]) / (this.ys[this.rows - 1] - this.ys[0]) - 1) * this.halfY;
  }
  /** The coordinates of a place on the ground. */
  xAt(place) {
    return this.xs[0] + (place / this.halfX + 1) / 2 * (this.xs[this.columns - 1] - this.xs[0]);
  }
  yAt(place) {
    return this.ys[0] + (place / this.halfY + 1) / 2 * (this.ys[this.rows - 1] - this.ys[0]);
  }

  /** The grid point nearest to coordinates: its own coordinates, loss and state. */
  pointNear(x, y) {
    const column = nearest(this.xs, x);
    const row = nearest(this.ys, y);
    const index = row * this.columns + column;
    return {
      column, row, x: this.xs[column], y: this.ys[row], loss: this.losses[index],
      isMissing: this.missing.has(index),
    };
  }
}
