// The colours and what they mean, and how the counts depend on the threshold.

/** Draws the bands of colour as a bar with losses below it. */
function drawColorBar(canvas, scale, cutsAbove, look) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  [canvas.width, canvas.height] = [width, height].map((size) => Math.round(size * look.density));
  context.setTransform(look.density, 0, 0, look.density, 0, 0);
  const [left, right, barHeight] = [16, width - (cutsAbove ? 34 : 16), 16];
  const at = (units) => left + (right - left) * scale.share(units);
  const edges = [scale.units[0], ...scale.levels, scale.units[1]];
  for (let band = 0; band + 1 < edges.length; band++) {
    context.fillStyle = style(scale.bandColor(band));
    context.fillRect(at(edges[band]), 1, at(edges[band + 1]) - at(edges[band]) + 0.5, barHeight);
  }
  if (cutsAbove) {
    // What lies above the lid is pale, and has no end.
    const pale = scale.bandColor(scale.levels.length).map((part) => part + (255 - part) * 0.82);
    context.beginPath();
    context.moveTo(right, 1);
    context.lineTo(right + 16, 1 + barHeight / 2);
    context.lineTo(right, 1 + barHeight);
    context.closePath();
    context.fillStyle = style(pale);
    context.fill();
    context.strokeStyle = look.quiet;
    context.lineWidth = 1;
    context.stroke();
  }
  context.strokeStyle = look.quiet;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 1.5, right - left - 1, barHeight - 1);
  context.fillStyle = look.ink;
  context.font = `13px ${look.font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  let last = -Infinity;
  for (const loss of scale.labels()) {
    const x = at(scale.unitsOf(loss));
    const text = written(loss);
    const half = context.measureText(text).width / 2;
    const middle = clamped(x, half, width - half);
    if (middle - half < last + 8) continue;
    last = middle + half;
    context.beginPath();
    context.moveTo(x, barHeight + 1);
    context.lineTo(x, barHeight + 6);
    context.stroke();
    context.fillText(text, middle, barHeight + 9);
  }
}

/** Draws the counts of all surfaces against the threshold, above the slider and on its scale. */
function drawCurves(canvas, surfaces, threshold, [low, high], look) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width) return;
  const context = canvas.getContext("2d");
  [canvas.width, canvas.height] = [width, height].map((size) => Math.round(size * look.density));
  context.setTransform(look.density, 0, 0, look.density, 0, 0);
  // The middle of the slider's thumb is never nearer to its ends than this.
  const margin = 10;
  const at = (logarithm) => margin + (width - 2 * margin) * (logarithm - low) / (high - low);
  const persistences = surfaces.map((surface) => surface.minima
    .filter((minimum) => !minimum.isOnBorder)
    .map((minimum) => Math.log10(minimum.persistence / surface.reference))
    .sort((a, b) => b - a));
  const most = Math.max(1, ...persistences.map((list) => list.filter((place) => place >= low).length));
  const y = (count) => height - 2 - (height - 8) * count / most;
  persistences.forEach((list, i) => {
    context.beginPath();
    context.moveTo(at(high), y(0));
    list.filter((place) => place >= low).forEach((place, count) => {
      context.lineTo(at(Math.min(place, high)), y(count));
      context.lineTo(at(Math.min(place, high)), y(count + 1));
    });
    context.lineTo(at(low), y(list.filter((place) => place >= low).length));
    context.strokeStyle = look.hues[surfaces[i].kind];
    context.lineWidth = surfaces.length > 2 ? 1.2 : 2;
    context.stroke();
  });
  const x = at(Math.log10(threshold));
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.strokeStyle = look.mark;
  context.lineWidth = 2;
  context.stroke();
}
