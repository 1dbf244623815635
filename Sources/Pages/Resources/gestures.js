// Hands on a surface or a map: mouse, touch and keyboard.

const pixelOf = (canvas, event) => {
  const { left, top } = canvas.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
};

/** Turns, zooms and moves the one camera. */
function listenToScene(canvas, state, onHover) {
  const pointers = new Map();
  const turn = (x, y) => {
    const { azimuth, elevation } = state.values;
    const turned = ((azimuth + x + 540) % 360 + 360) % 360 - 180;
    state.set({ azimuth: turned, elevation: elevation + y });
  };
  const zoom = (factor) => state.set({ zoom: state.values.zoom * factor });
  const pan = (x, y) => state.set({ panX: state.values.panX + x, panY: state.values.panY + y });

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, event);
    onHover(null);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") onHover(pixelOf(canvas, event));
      return;
    }
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    if (other) {
      const distance = (from) => Math.hypot(from.clientX - other.clientX, from.clientY - other.clientY);
      zoom(distance(event) / Math.max(1, distance(before)));
      pan(x / 2 / canvas.clientWidth, y / 2 / canvas.clientHeight);
    } else if (event.shiftKey || event.buttons > 1) {
      pan(x / canvas.clientWidth, y / canvas.clientHeight);
    } else {
      turn(-0.4 * x, 0.4 * y);
    }
    pointers.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
  canvas.addEventListener("pointerleave", () => onHover(null));
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  // The wheel scrolls the page until the surface has been chosen by a click or the keyboard.
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-0.0015 * event.deltaY * (event.deltaMode === 1 ? 30 : 1)));
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const step = steps[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step && event.shiftKey) pan(0.04 * step[0], -0.04 * step[1]);
    else if (step) turn(5 * step[0], 5 * step[1]);
    else if (event.key === "+" || event.key === "=") zoom(1.15);
    else if (event.key === "-" || event.key === "_") zoom(1 / 1.15);
    else if (event.key === "Home" || event.key === "0") state.reset(viewNames);
    else return;
    event.preventDefault();
  });
}

/** Moves the cursor: over a map, or from point to point with the keyboard. */
function listenToMap(canvas, map, state, onHover) {
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") onHover(map.coordinatesAt(...pixelOf(canvas, event)));
  });
  canvas.addEventListener("pointerleave", () => onHover(null));
  canvas.addEventListener("click", (event) => {
    const place = map.coordinatesAt(...pixelOf(canvas, event));
    if (!place) return;
    const point = map.surface.pointNear(place.x, place.y);
    state.set({ alpha: point.x, beta: point.y });
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const step = steps[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      state.set({ alpha: null, beta: null });
      return;
    }
    if (!step) return;
    event.preventDefault();
    const { xs, ys, center } = map.surface;
    const { alpha, beta } = state.values;
    const from = map.surface.pointNear(
      alpha ?? center?.[0] ?? (xs[0] + xs[xs.length - 1]) / 2,
      beta ?? center?.[1] ?? (ys[0] + ys[ys.length - 1]) / 2);
    const stride = event.shiftKey ? 5 : 1;
    const moved = (list, place) => list[clamped(place, 0, list.length - 1)];
    const isFirst = alpha === null || beta === null;
    state.set({
      alpha: moved(xs, from.column + (isFirst ? 0 : stride * step[0])),
      beta: moved(ys, from.row + (isFirst ? 0 : stride * step[1])),
    });
  });
}
