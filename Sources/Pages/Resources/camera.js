// One camera for all surfaces: the perspective of Basin's pictures.

/** The height of the lid above the floor, where the longer side of the ground has length 2. */
const lid = 0.84;
/** How far a block reaches below the floor. */
const ground = -0.06 * lid;

const radians = (degrees) => degrees * Math.PI / 180;
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
function normalized(a) {
  const length = Math.hypot(...a) || 1;
  return a.map((part) => part / length);
}

/** How far a block reaches across, below and above the middle of its picture, however it is turned. */
function extents({ halfX, halfY }, distance, sinE, cosE) {
  const halfHeight = (lid - ground) / 2;
  const reach = { across: 0, low: 0, high: 0 };
  const radius = Math.hypot(halfX, halfY);
  for (let k = 0; k < 24; k++) {
    // A corner somewhere on its circle around the vertical.
    const [sideways, away] = [radius * Math.sin(k * Math.PI / 12), radius * Math.cos(k * Math.PI / 12)];
    for (const z of [-halfHeight, halfHeight]) {
      const depth = distance - away * cosE - z * sinE;
      const up = (z * cosE - away * sinE) / depth;
      reach.across = Math.max(reach.across, Math.abs(sideways) / depth);
      reach.low = Math.min(reach.low, up);
      reach.high = Math.max(reach.high, up);
    }
  }
  return reach;
}

/** Which place of a scene falls on which pixel of a rectangle, for one view. */
class Projection {
  /**
   * @param view azimuth and elevation in degrees, zoom, and panX, panY in shares of the rectangle
   * @param frame left, top, width and height of the rectangle in pixels
   */
  constructor(surface, view, frame) {
    const [sinA, cosA] = [Math.sin(radians(view.azimuth)), Math.cos(radians(view.azimuth))];
    const [sinE, cosE] = [Math.sin(radians(view.elevation)), Math.cos(radians(view.elevation))];
    this.right = [-sinA, cosA, 0];
    this.up = [-cosA * sinE, -sinA * sinE, cosE];
    this.towardsEye = [cosA * cosE, sinA * cosE, sinE];
    this.middle = (lid + ground) / 2;
    const halfHeight = (lid - ground) / 2;
    this.radius = Math.hypot(surface.halfX, surface.halfY, halfHeight);
    this.distance = 4 * this.radius;
    // The frame holds the block from every side, so that its size does not change while it is turned.
    const { across, low, high } = extents(surface, this.distance, sinE, cosE);
    this.scale = view.zoom * Math.min(frame.width / (2 * across), frame.height / (high - low));
    this.centerX = frame.left + frame.width * (0.5 + view.panX);
    this.centerY = frame.top + frame.height * (0.5 + view.panY) + this.scale * (low + high) / 2;
  }

  /** The pixel of a place, with its distance from the eye along the line of sight. */
  project(x, y, z) {
    const place = [x, y, z - this.middle];
    const depth = this.distance - dot(place, this.towardsEye);
    return {
      x: this.centerX + this.scale * dot(place, this.right) / depth,
      y: this.centerY - this.scale * dot(place, this.up) / depth,
      depth,
    };
  }

  /** The place of the eye. */
  get eye() {
    const [x, y, z] = this.towardsEye.map((part) => part * this.distance);
    return [x, y, z + this.middle];
  }

  /** The direction from the eye through a pixel. */
  ray(pixelX, pixelY) {
    const u = (pixelX - this.centerX) / this.scale;
    const v = (this.centerY - pixelY) / this.scale;
    return [0, 1, 2].map((i) => u * this.right[i] + v * this.up[i] - this.towardsEye[i]);
  }

  /** The projection as a matrix for WebGL, column by column, onto a canvas of so many pixels. */
  matrix(width, height) {
    const near = this.distance - 1.05 * this.radius;
    const far = this.distance + 1.05 * this.radius;
    const [a, b] = [(far + near) / (far - near), -2 * far * near / (far - near)];
    const shiftX = 2 * this.centerX / width - 1;
    const shiftY = 1 - 2 * this.centerY / height;
    const rows = [0, 1, 2].map((i) => [
      2 * this.scale / width * this.right[i] - shiftX * this.towardsEye[i],
      2 * this.scale / height * this.up[i] - shiftY * this.towardsEye[i],
      -a * this.towardsEye[i],
      -this.towardsEye[i],
    ]);
    const last = [shiftX * this.distance, shiftY * this.distance, a * this.distance + b, this.distance];
    // Places are measured from the middle of the block.
    return new Float32Array([
      ...rows.flat(), ...last.map((value, i) => value - this.middle * rows[2][i]),
    ]);
  }

  /** The direction towards the lamp, at the upper left of whoever looks. */
  get lamp() {
    return normalized([0, 1, 2].map(
      (i) => -0.72 * this.right[i] + 0.42 * this.up[i] + 0.44 * this.towardsEye[i]));
  }
}

/** The height of a drawn surface at a place on the ground: cut off at floor and lid; NaN in holes. */
function drawnHeight(field, scale, x, y) {
  return lid * Math.min(Math.max(scale.share(field.at(x, y)), 0), 1);
}

/** Where the line of sight through a pixel meets a surface; null where it does not. */
function placeUnder(projection, field, scale, pixelX, pixelY) {
  const [eye, ray] = [projection.eye, projection.ray(pixelX, pixelY)];
  if (ray[2] >= 0) return null;
  const steps = 400;
  const [start, end] = [(lid - eye[2]) / ray[2], (0 - eye[2]) / ray[2]];
  for (let i = 0; i <= steps; i++) {
    const t = start + (end - start) * i / steps;
    const [x, y, z] = [0, 1, 2].map((k) => eye[k] + t * ray[k]);
    if (z <= drawnHeight(field, scale, x, y) + lid / steps) return { x, y };
  }
  return null;
}

/** Whether the surface hides a place on it from the eye. */
function isHidden(projection, field, scale, x, y) {
  const z = drawnHeight(field, scale, x, y);
  const eye = projection.eye;
  const steps = 80;
  const reach = (lid - z) / Math.max(1e-6, eye[2] - z);
  for (let i = 2; i <= steps; i++) {
    const t = reach * i / steps;
    const height = drawnHeight(field, scale, x + t * (eye[0] - x), y + t * (eye[1] - y));
    if (height > z + t * (eye[2] - z) + 0.012) return true;
  }
  return false;
}
