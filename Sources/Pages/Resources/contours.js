// The contour map of a surface: bands of colour between lines, drawn pixel by pixel.

/** Strokes on what has no colour: cut off, without a value, or not computed. */
function isStroke(x, y, spacing) {
  return (x + y) % spacing < spacing / 7;
}

/** A picture of a field of so many pixels. */
function contourImage(field, scale, width, height, look) {
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const { surface } = field;
  const packed = ([red, green, blue]) => 0xff000000 | blue << 16 | green << 8 | red;
  const mixed = (color, ink, share) => color.map((part) => Math.round(part + (ink - part) * share));
  const heights = sampledRows(field, width, height);
  const count = scale.levels.length;
  const bands = Array.from({ length: count + 1 }, (_, band) => {
    const color = scale.bandColor(band);
    const brightness = (0.3 * color[0] + 0.6 * color[1] + 0.1 * color[2]) / 255;
    return { color, plain: packed(color), ink: brightness < 0.32 ? 255 : 0 };
  });
  const pale = (band) => mixed(bands[band].color, 255, 0.82);
  const [above, below] = [pale(count), pale(0)];
  const first = scale.levels[0];
  const thin = 1.1 * look.density;
  const thick = 2.2 * look.density;
  const spacing = Math.round(11 * look.density);
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const value = heights[k];
      if (Number.isNaN(value)) {
        const column = nearestColumn(surface, x / (width - 1));
        const row = nearestRow(surface, 1 - y / (height - 1));
        const hole = surface.missing.has(row * surface.columns + column) ? look.missing : look.nonfinite;
        pixels[k] = packed(isStroke(x, y, spacing) ? hole.stroke : hole.ground);
        continue;
      }
      const share = scale.share(value);
      if (share > 1 || share < 0) {
        const color = share > 1 ? above : below;
        pixels[k] = packed(isStroke(x, y, spacing) ? mixed(color, 90, 0.35) : color);
        continue;
      }
      const band = bands[scale.band(value)];
      if (!count) {
        pixels[k] = band.plain;
        continue;
      }
      const level = Math.min(Math.max(Math.round((value - first) / scale.step), 0), count - 1);
      const units = first + level * scale.step;
      const right = heights[x + 1 < width ? k + 1 : k - 1];
      const under = heights[y + 1 < height ? k + width : k - width];
      const slope = Math.hypot(right - value, under - value) ;
      const isMajor = scale.isMajor(units);
      // On level ground there is no line, not even at the height of one.
      const cover = slope < 1e-9 ? 0 : 0.5 + (isMajor ? thick : thin) / 2 - Math.abs(value - units) / slope;
      pixels[k] = cover > 0
        ? packed(mixed(band.color, bands[level].ink, Math.min(1, cover) * (isMajor ? 0.62 : 0.3)))
        : band.plain;
    }
  }
  return image;
}

/** Heights at the pixels of a picture, the first row at the upper end of y. */
function sampledRows(field, width, height) {
  const { surface, columns, values, placesX, placesY } = field;
  const across = Array.from({ length: width }, (_, x) =>
    cell(placesX, (2 * x / (width - 1) - 1) * surface.halfX));
  const heights = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const [j, t] = cell(placesY, (1 - 2 * y / (height - 1)) * surface.halfY);
    for (let x = 0; x < width; x++) {
      const [i, s] = across[x];
      const k = j * columns + i;
      heights[y * width + x] = (1 - t) * ((1 - s) * values[k] + s * values[k + 1]) +
        t * ((1 - s) * values[k + columns] + s * values[k + columns + 1]);
    }
  }
  return heights;
}

/** The interval of an axis in which a place lies, and where in it. */
function cell(places, place) {
  const inside = Math.min(Math.max(place, places[0]), places[places.length - 1]);
  const i = cellOf(places, inside);
  return [i, (inside - places[i]) / (places[i + 1] - places[i])];
}

function nearestColumn(surface, share) {
  const [low, high] = [surface.xs[0], surface.xs[surface.columns - 1]];
  return nearest(surface.xs, low + share * (high - low));
}
function nearestRow(surface, share) {
  const [low, high] = [surface.ys[0], surface.ys[surface.rows - 1]];
  return nearest(surface.ys, low + share * (high - low));
}
