// The contour map of one surface with its axes, marks and the cursor.

class MapView {
  constructor(canvas, surface) {
    Object.assign(this, { canvas, surface });
    this.context = canvas.getContext("2d");
    this.picture = document.createElement("canvas");
  }

  /** The rectangle of the plot in pixels of the page: both axes in one unit, as far as it goes. */
  plot() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const { halfX, halfY } = this.surface;
    const [left, right, top, bottom] = [62, 14, 12, 52];
    const unit = Math.min((width - left - right) / (2 * halfX), (height - top - bottom) / (2 * halfY));
    const [plotWidth, plotHeight] = [2 * halfX * unit, 2 * halfY * unit];
    const start = left + (width - left - right - plotWidth) / 2;
    return { left: start, top, right: start + plotWidth, bottom: top + plotHeight };
  }

  /** The pixel of coordinates. */
  point(plot, { x, y }) {
    const { halfX, halfY } = this.surface;
    return {
      x: plot.left + (this.surface.placeX(x) / halfX + 1) / 2 * (plot.right - plot.left),
      y: plot.bottom - (this.surface.placeY(y) / halfY + 1) / 2 * (plot.bottom - plot.top),
    };
  }

  /** The coordinates on the plane under a pixel of the canvas; null beside the plot. */
  coordinatesAt(x, y) {
    const plot = this.plot();
    const across = (x - plot.left) / (plot.right - plot.left);
    const up = (plot.bottom - y) / (plot.bottom - plot.top);
    if (Math.min(across, up) < 0 || Math.max(across, up) > 1) return null;
    const { halfX, halfY } = this.surface;
    return { x: this.surface.xAt((2 * across - 1) * halfX), y: this.surface.yAt((2 * up - 1) * halfY) };
  }

  /** Bands and lines, which stay the same until scale, size or look change. */
  contours(field, scale, width, height, look) {
    const { picture } = this;
    const key = [field, scale, width, height, look.density, look.ground];
    if (this.key?.every((part, i) => part === key[i])) return picture;
    [picture.width, picture.height] = [width, height];
    picture.getContext("2d").putImageData(contourImage(field, scale, width, height, look), 0, 0);
    this.key = key;
    return picture;
  }

  draw({ field, scale, minima, cursor, look }) {
    const { canvas, context } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    const [pixelsX, pixelsY] = [width, height].map((size) => Math.round(size * look.density));
    if (!pixelsX || !pixelsY) return;
    if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
      [canvas.width, canvas.height] = [pixelsX, pixelsY];
    }
    context.setTransform(look.density, 0, 0, look.density, 0, 0);
    context.clearRect(0, 0, width, height);
    const plot = this.plot();
    const [across, up] = [plot.right - plot.left, plot.bottom - plot.top];
    if (across < 20 || up < 20) return;
    const contours = this.contours(
      field, scale, Math.round(across * look.density), Math.round(up * look.density), look);
    context.drawImage(contours, plot.left, plot.top, across, up);
    this.drawAxes(plot, look);
    const ranked = (list) => list.map((minimum, i) => ({ ...this.point(plot, minimum), rank: i + 1 }));
    if (cursor) this.drawLines(plot, this.point(plot, cursor));
    this.drawPaths(plot, scale, look);
    if (this.surface.center) {
      drawCenter(context, this.point(plot, { x: this.surface.center[0], y: this.surface.center[1] }));
    }
    drawMinima(
      context, { inside: ranked(minima.inside), border: ranked(minima.border) },
      { left: plot.left - 12, top: plot.top - 12, right: plot.right + 12, bottom: plot.bottom + 12 },
      0, look);
    if (cursor) drawRing(context, this.point(plot, cursor));
  }

  /** Paths inside the plot, and the nets that span the plane. */
  drawPaths(plot, scale, look) {
    const { context, surface } = this;
    context.save();
    context.beginPath();
    context.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    context.clip();
    surface.paths.forEach(({ points }, number) => {
      const line = finePath(surface, points).map((point) => this.point(plot, point));
      const dots = points.map((point) => ({ ...this.point(plot, point), loss: point.loss }));
      drawPath(context, line, dots, number, scale);
    });
    context.restore();
    for (const net of surface.nets) drawNet(context, this.point(plot, net), net.name, look);
  }

  drawLines(plot, { x, y }) {
    const { context } = this;
    for (const [color, dash] of [["#ffffff", []], ["#14181d", [4, 4]]]) {
      context.beginPath();
      context.setLineDash(dash);
      context.moveTo(x, plot.top);
      context.lineTo(x, plot.bottom);
      context.moveTo(plot.left, y);
      context.lineTo(plot.right, y);
      context.strokeStyle = color;
      context.lineWidth = 1;
      context.stroke();
    }
    context.setLineDash([]);
  }

  drawAxes(plot, look) {
    const { context, surface } = this;
    const { xs, ys } = surface;
    context.strokeStyle = look.ink;
    context.fillStyle = look.quiet;
    context.lineWidth = 1;
    context.strokeRect(plot.left + 0.5, plot.top - 0.5, plot.right - plot.left - 1, plot.bottom - plot.top);
    context.font = `13px ${look.font}`;
    const room = Math.floor((plot.right - plot.left) / 55);
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const x of ticks([xs[0], xs[xs.length - 1]], clamped(room, 3, 9))) {
      const at = this.point(plot, { x, y: ys[0] });
      context.beginPath();
      context.moveTo(at.x, plot.bottom);
      context.lineTo(at.x, plot.bottom + 5);
      context.stroke();
      context.fillText(coordinate(x), at.x, plot.bottom + 8);
    }
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const y of ticks([ys[0], ys[ys.length - 1]], clamped(room, 3, 9))) {
      const at = this.point(plot, { x: xs[0], y });
      context.beginPath();
      context.moveTo(plot.left, at.y);
      context.lineTo(plot.left - 5, at.y);
      context.stroke();
      context.fillText(coordinate(y), plot.left - 8, at.y);
    }
    const unit = surface.axisUnit && plot.right - plot.left > 220 ? ` (${surface.axisUnit})` : "";
    context.textAlign = "center";
    context.textBaseline = "top";
    const names = surface.axisNames && plot.right - plot.left > 300
      ? surface.axisNames : [`α${unit}`, `β${unit}`];
    context.fillText(names[0], (plot.left + plot.right) / 2, plot.bottom + 28);
    context.save();
    context.translate(plot.left - 56, (plot.top + plot.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(names[1], 0, 0);
    context.restore();
  }
}
