// The view of one surface in three dimensions: the block, its axes and its marks.

class SceneView {
  /** @param canvas where to draw, @param renderer WebGL, or null for the 2D canvas alone */
  constructor(canvas, surface, renderer) {
    Object.assign(this, { canvas, surface, renderer });
    this.context = canvas.getContext("2d");
    this.picture = document.createElement("canvas");
  }

  /** The part of the canvas that the block fills, in pixels of the page. */
  frame() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return { left: 44, top: 30, width: width - 88, height: height - 62 };
  }

  projection(view, density = 1) {
    const frame = this.frame();
    for (const name of Object.keys(frame)) frame[name] *= density;
    return new Projection(this.surface, view, frame);
  }

  /** The coordinates on the plane under a pixel of the canvas; null beside the surface. */
  coordinatesAt(x, y, view, field, scale) {
    const place = placeUnder(this.projection(view), field, scale, x, y);
    return place && { x: this.surface.xAt(place.x), y: this.surface.yAt(place.y) };
  }

  draw({ view, field, scale, minima, cursor, look }) {
    const { canvas, context } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    const [pixelsX, pixelsY] = [width, height].map((size) => Math.round(size * look.density));
    if (!pixelsX || !pixelsY) return;
    if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
      [canvas.width, canvas.height] = [pixelsX, pixelsY];
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, pixelsX, pixelsY);
    context.drawImage(this.block(view, field, scale, look), 0, 0, pixelsX, pixelsY);
    context.setTransform(look.density, 0, 0, look.density, 0, 0);
    const projection = this.projection(view);
    this.drawAxes(projection, scale, look);
    const frame = { left: 0, top: 0, right: width, bottom: height };
    this.drawMarks(projection, field, scale, minima, cursor, frame, look);
  }

  /** The picture of the block alone, which stays the same while only the cursor or marks move. */
  block(view, field, scale, look) {
    const { canvas, picture, renderer } = this;
    // Two pixels for one of the page make smooth edges. Without a graphics card, what moves is drawn
    // with fewer.
    const isCoarse = Boolean(look.isMoving && renderer?.isSlow);
    const density = isCoarse ? 0.75 : renderer ? Math.max(2, look.density) : look.density;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map(
      (size) => Math.round(size * density));
    const key = [field, scale, width, height, look.ground, ...viewNames.map((name) => view[name])];
    if (this.key?.every((part, i) => part === key[i])) return picture;
    [picture.width, picture.height] = [width, height];
    const context = picture.getContext("2d");
    const projection = this.projection(view, density);
    const size = { width, height, density, isCoarse };
    const drawn = renderer?.draw(field, scale, projection, size, look);
    if (drawn) context.drawImage(drawn, 0, 0);
    else paintSurface(context, field, scale, projection, look);
    // While the graphics card is away, the next picture is drawn anew.
    this.key = renderer && !drawn ? null : key;
    return picture;
  }

  /** The point on the surface at coordinates, with whether the surface hides it. */
  point(projection, field, scale, { x, y }) {
    const [placeX, placeY] = [this.surface.placeX(x), this.surface.placeY(y)];
    const z = drawnHeight(field, scale, placeX, placeY);
    return {
      ...projection.project(placeX, placeY, Number.isNaN(z) ? 0 : z),
      isHidden: Number.isNaN(z) || isHidden(projection, field, scale, placeX, placeY),
    };
  }

  drawMarks(projection, field, scale, minima, cursor, frame, look) {
    const { context, surface } = this;
    const seen = (list) => list
      .map((minimum, i) => ({ ...this.point(projection, field, scale, minimum), rank: i + 1 }))
      .filter((point) => !point.isHidden);
    this.drawPaths(projection, field, scale, look);
    if (surface.center) {
      const center = this.point(projection, field, scale, { x: surface.center[0], y: surface.center[1] });
      if (!center.isHidden) drawCenter(context, center);
    }
    drawMinima(
      context, { inside: seen(minima.inside), border: seen(minima.border) }, frame, 26, look);
    if (cursor) {
      const point = this.point(projection, field, scale, cursor);
      context.globalAlpha = point.isHidden ? 0.35 : 1;
      drawRing(context, point);
      context.globalAlpha = 1;
    }
  }

  /** Paths on the surface, and the nets that span the plane. */
  drawPaths(projection, field, scale, look) {
    const { context, surface } = this;
    const isInside = ({ x, y }) => Math.abs(surface.placeX(x)) <= surface.halfX * (1 + 1e-9) &&
      Math.abs(surface.placeY(y)) <= surface.halfY * (1 + 1e-9);
    surface.paths.forEach(({ points }, number) => {
      const line = finePath(surface, points).filter(isInside)
        .map((point) => this.point(projection, field, scale, point));
      const dots = points.filter(isInside)
        .map((point) => ({ ...this.point(projection, field, scale, point), loss: point.loss }));
      drawPath(context, line, dots, number, scale);
    });
    for (const net of surface.nets) {
      const point = this.point(projection, field, scale, net);
      if (!point.isHidden) drawNet(context, point, net.name, look);
    }
  }

  /** Ticks along the two lower edges that face the eye, and heights at the leftmost upright edge. */
  drawAxes(projection, scale, look) {
    const { context, surface } = this;
    const { halfX, halfY, xs, ys } = surface;
    const [sideX, sideY] = projection.towardsEye.map((part) => (part < 0 ? -1 : 1));
    context.fillStyle = look.quiet;
    context.strokeStyle = look.quiet;
    context.lineWidth = 1;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const axis = (name, values, at, outside) => {
      const away = (value, distance) => {
        const edge = projection.project(...at(value), ground);
        const out = projection.project(...outside(value), ground);
        const length = Math.hypot(out.x - edge.x, out.y - edge.y) || 1;
        return {
          edge, x: edge.x + distance * (out.x - edge.x) / length,
          y: edge.y + distance * (out.y - edge.y) / length,
        };
      };
      const [low, high] = [values[0], values[values.length - 1]];
      context.font = `13px ${look.font}`;
      let last = null;
      for (const tick of ticks([low, high], 5)) {
        const mark = away(tick, 6);
        const label = away(tick, 19);
        context.beginPath();
        context.moveTo(mark.edge.x, mark.edge.y);
        context.lineTo(mark.x, mark.y);
        context.stroke();
        if (last && Math.hypot(label.x - last.x, (label.y - last.y) * 1.8) < 34) continue;
        context.fillText(coordinate(tick), label.x, label.y);
        last = label;
      }
      const title = away((low + high) / 2, 38);
      context.font = `italic 600 15px ${look.font}`;
      context.fillText(name, title.x, title.y);
    };
    axis("α", xs, (x) => [surface.placeX(x), sideY * halfY],
      (x) => [surface.placeX(x), sideY * (halfY + 0.2)]);
    axis("β", ys, (y) => [sideX * halfX, surface.placeY(y)],
      (y) => [sideX * (halfX + 0.2), surface.placeY(y)]);
    this.drawHeights(projection, scale, look);
  }

  drawHeights(projection, scale, look) {
    const { context, surface } = this;
    const corners = [[-1, -1], [-1, 1], [1, -1], [1, 1]].map(
      ([x, y]) => [x * surface.halfX, y * surface.halfY]);
    const left = (corner) => projection.project(...corner, 0).x;
    const corner = corners.reduce((best, other) => (left(other) < left(best) ? other : best));
    const [foot, top] = [ground, lid].map((z) => projection.project(...corner, z));
    context.beginPath();
    context.moveTo(foot.x, foot.y);
    context.lineTo(top.x, top.y);
    context.stroke();
    context.font = `13px ${look.font}`;
    context.textAlign = "right";
    const taken = [];
    for (const loss of scale.labelsByWeight()) {
      const point = projection.project(...corner, lid * scale.share(scale.unitsOf(loss)));
      if (taken.some((y) => Math.abs(y - point.y) < 17)) continue;
      taken.push(point.y);
      context.beginPath();
      context.moveTo(point.x, point.y);
      context.lineTo(point.x - 6, point.y);
      context.stroke();
      context.fillText(written(loss), point.x - 9, point.y);
    }
  }
}
