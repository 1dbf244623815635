// Paths of optimisers, and the nets that span a plane.

/** The colours of a path's line and of its casing, by its number. */
const pathColors = [
  ["#14181d", "#ffffff"], ["#ffffff", "#14181d"], ["#f76707", "#ffffff"], ["#9be7ff", "#14181d"],
];

/** The colour of a checkpoint: that of its true loss on the scale of the surfaces. */
function checkpointColor(loss, scale) {
  if (loss === null || loss === undefined) return "#ffffff";
  return style(scale.bandColor(scale.band(scale.unitsOf(loss))));
}

/** A head at the end of a piece of line from a to b. */
function drawArrow(context, a, b, line, casing) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (!length) return;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  for (const [color, size] of [[casing, 9], [line, 6.5]]) {
    context.beginPath();
    for (const [along, across] of [[1.15, 0], [-0.75, 0.85], [-0.75, -0.85]]) {
      context.lineTo(
        b.x + size * (along * dx - across * dy), b.y + size * (along * dy + across * dx));
    }
    context.closePath();
    context.fillStyle = color;
    context.fill();
  }
}

/**
 * Draws a path.
 * @param line its points on the canvas, close enough together; those with isHidden are pale
 * @param dots its checkpoints on the canvas, with loss
 */
function drawPath(context, line, dots, number, scale) {
  const [color, casing] = pathColors[number % pathColors.length];
  [context.lineJoin, context.lineCap] = ["round", "round"];
  for (const [stroke, width] of [[casing, 6], [color, 3]]) {
    for (const isHidden of [true, false]) {
      context.globalAlpha = isHidden ? 0.3 : 1;
      context.beginPath();
      line.forEach((point, i) => {
        if (i === 0) return;
        const from = line[i - 1];
        if (Boolean(point.isHidden || from.isHidden) !== isHidden) return;
        context.moveTo(from.x, from.y);
        context.lineTo(point.x, point.y);
      });
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.lineCap = "butt";
  const kept = [];
  const last = dots[dots.length - 1];
  for (const dot of dots) {
    if (dot !== last && !isFree(dot, last ? [...kept, last] : kept, 10)) continue;
    kept.push(dot);
  }
  const lengths = line.map((point, i) =>
    i === 0 ? 0 : Math.hypot(point.x - line[i - 1].x, point.y - line[i - 1].y));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let [walked, next] = [0, Math.min(110, total) / 2];
  lengths.forEach((length, i) => {
    walked += length;
    // Heads stand some way apart, and clear of the dots.
    if (walked < next || line[i].isHidden || !isFree(line[i], kept, 20)) return;
    drawArrow(context, line[i - 1], line[i], color, casing);
    next = walked + 110;
  });
  for (const dot of kept) {
    context.globalAlpha = dot.isHidden ? 0.4 : 1;
    circle(context, dot, 7, color, casing, 1.6);
    circle(context, dot, 5, checkpointColor(dot.loss, scale), color, 1);
  }
  context.globalAlpha = 1;
}

/** Draws a net that spans the plane: a dot, and its letter beside it. */
function drawNet(context, { x, y }, name, look) {
  circle(context, { x, y }, 4, "#14181d", "#ffffff", 1.6);
  const [left, top, size] = [x + 8, y - 26, 18];
  context.fillStyle = "#14181d";
  context.fillRect(left, top, size, size);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1.5;
  context.strokeRect(left, top, size, size);
  [context.textAlign, context.textBaseline] = ["center", "middle"];
  context.font = `700 12px ${look.font}`;
  context.fillStyle = "#ffffff";
  context.fillText(name, left + size / 2, top + size / 2 + 0.5);
}

/** The points of a path with others between them, none farther from the next than a step of the ground. */
function finePath(surface, points) {
  const fine = points.slice(0, 1);
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const length = Math.hypot(
      surface.placeX(b.x) - surface.placeX(a.x), surface.placeY(b.y) - surface.placeY(a.y));
    const pieces = clamped(Math.ceil(length / 0.01), 1, 1000);
    for (let k = 1; k <= pieces; k++) {
      fine.push({ x: a.x + (b.x - a.x) * k / pieces, y: a.y + (b.y - a.y) * k / pieces });
    }
  }
  return fine;
}
