// Surfaces and walls as triangles.

/** Triangles of a field; cells with a corner in a hole are left out. */
function surfaceMesh(field) {
  const { columns, rows, values, placesX, placesY } = field;
  const place = new Float32Array(2 * values.length);
  const slope = new Float32Array(2 * values.length);
  const difference = (list, places, i, stride, index) => {
    const [a, b] = [Math.max(0, i - 1), Math.min(places.length - 1, i + 1)];
    const [low, high] = [list[index + (a - i) * stride], list[index + (b - i) * stride]];
    const change = (high - low) / (places[b] - places[a]);
    return Number.isFinite(change) ? change : 0;
  };
  for (let r = 0, k = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, k++) {
      place[2 * k] = placesX[c];
      place[2 * k + 1] = placesY[r];
      slope[2 * k] = difference(values, placesX, c, 1, k);
      slope[2 * k + 1] = difference(values, placesY, r, columns, k);
    }
  }
  const triangles = (step) => {
    const indices = [];
    for (let r = 0; r + step < rows; r += step) {
      for (let c = 0; c + step < columns; c += step) {
        const k = r * columns + c;
        const [right, under] = [k + step, k + step * columns];
        const corners = [k, right, under, under + step];
        if (corners.some((corner) => Number.isNaN(values[corner]))) continue;
        indices.push(k, right, under, right, under + step, under);
      }
    }
    return indices;
  };
  return {
    attributes: {
      place: { size: 2, data: place }, height: { size: 1, data: values },
      slope: { size: 2, data: slope },
    },
    fine: triangles(1), coarse: triangles(field.factor % 2 ? 1 : 2),
  };
}

/** The four walls of a block, from the surface down to the foot. */
function wallMesh(field) {
  const { columns, rows, values, placesX, placesY } = field;
  const sides = [
    { normal: [0, -1], points: Array.from({ length: columns }, (_, c) => [c, 0]) },
    { normal: [0, 1], points: Array.from({ length: columns }, (_, c) => [c, rows - 1]) },
    { normal: [-1, 0], points: Array.from({ length: rows }, (_, r) => [0, r]) },
    { normal: [1, 0], points: Array.from({ length: rows }, (_, r) => [columns - 1, r]) },
  ];
  const [place, height, isFoot, side, indices] = [[], [], [], [], []];
  for (const { normal, points } of sides) {
    let before = NaN;
    for (const [c, r] of points) {
      const value = values[r * columns + c];
      const k = height.length;
      for (const foot of [0, 1]) {
        place.push(placesX[c], placesY[r]);
        height.push(Number.isNaN(value) ? 0 : value);
        isFoot.push(foot);
        side.push(...normal);
      }
      if (!Number.isNaN(value) && !Number.isNaN(before)) {
        indices.push(k - 2, k - 1, k, k, k - 1, k + 1);
      }
      before = value;
    }
  }
  const data = (list, size) => ({ size, data: Float32Array.from(list) });
  return {
    attributes: {
      place: data(place, 2), height: data(height, 1), isFoot: data(isFoot, 1), side: data(side, 2),
    },
    fine: indices, coarse: indices,
  };
}
