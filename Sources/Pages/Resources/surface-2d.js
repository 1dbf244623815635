// The same surfaces without WebGL: one quadrilateral per grid cell, from the farthest to the nearest.

const style = (color, light = 1) => `rgb(${color.map((part) => Math.round(part * light)).join(" ")})`;

/** The numbers 0 … count − 1, from the far end to the near one. */
function farToNear(count, isReversed) {
  const list = Array.from({ length: count }, (_, i) => i);
  return isReversed ? list.reverse() : list;
}

/** Draws a surface as a block on a 2D canvas; cells with a corner in a hole are left out. */
function paintSurface(context, field, scale, projection, look) {
  const { columns, rows, values, placesX, placesY, factor } = field;
  const height = (k) => lid * Math.min(Math.max(scale.share(values[k]), 0), 1);
  const point = (c, r) => projection.project(placesX[c], placesY[r], height(r * columns + c));
  const polygon = (points, fill) => {
    context.beginPath();
    for (const { x, y } of points) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = fill;
    context.strokeStyle = fill;
    context.fill();
    context.stroke();
  };
  const { lamp, towardsEye, eye } = projection;
  context.lineWidth = 0.7;
  const order = {
    columns: farToNear((columns - 1) / factor, towardsEye[0] < 0),
    rows: farToNear((rows - 1) / factor, towardsEye[1] < 0),
  };
  for (const row of order.rows) {
    for (const column of order.columns) {
      const [c, r] = [column * factor, row * factor];
      const corners = [[c, r], [c + factor, r], [c + factor, r + factor], [c, r + factor]];
      const heights = corners.map(([i, j]) => values[j * columns + i]);
      if (heights.some(Number.isNaN)) continue;
      const mean = heights.reduce((sum, value) => sum + value) / 4;
      const z = corners.map(([i, j]) => height(j * columns + i));
      const [width, depth] = [placesX[c + factor] - placesX[c], placesY[r + factor] - placesY[r]];
      const normal = normalized([
        -(z[1] + z[2] - z[0] - z[3]) / (2 * width), -(z[2] + z[3] - z[0] - z[1]) / (2 * depth), 1,
      ]);
      const light = 0.62 + 0.38 * Math.max(0, dot(normal, lamp)) / Math.max(0.3, lamp[2]);
      const share = scale.share(mean);
      const base = scale.bandColor(scale.band(mean));
      const color = share > 1 || share < 0 ? base.map((part) => 0.25 * part + 191) : base;
      polygon(corners.map(([i, j]) => point(i, j)), style(color, Math.min(1, light)));
    }
  }
  const walls = [
    { isNear: eye[0] > 0, normal: [1, 0], at: (i) => [columns - 1, i], count: rows },
    { isNear: eye[0] < 0, normal: [-1, 0], at: (i) => [0, i], count: rows },
    { isNear: eye[1] > 0, normal: [0, 1], at: (i) => [i, rows - 1], count: columns },
    { isNear: eye[1] < 0, normal: [0, -1], at: (i) => [i, 0], count: columns },
  ];
  for (const { isNear, normal, at, count } of walls) {
    if (!isNear) continue;
    const light = 0.86 + 0.14 * Math.min(Math.max(dot([...normal, 0], lamp) + 0.35, 0), 1);
    for (let i = 0; i + 1 < count; i++) {
      const [a, b] = [at(i), at(i + 1)];
      if ([a, b].some(([c, r]) => Number.isNaN(values[r * columns + c]))) continue;
      const foot = ([c, r]) => projection.project(placesX[c], placesY[r], ground);
      polygon([point(...a), point(...b), foot(b), foot(a)], style(look.wall, light));
    }
  }
}
