// Surfaces drawn with WebGL 2. One context draws all of them, since browsers lend out only a few.

/** A height as a share of the room between floor and lid, cut only far beyond them. */
const shareOfHeight = `
uniform vec2 units;
uniform float lid;
float shareOf(float height) {
  return clamp((height - units.x) / (units.y - units.x), -3.0, 4.0);
}`;

// The surface is drawn in up to three parts, so that it is cut exactly at the lid and at the floor:
// part 0 is what lies between them, part 1 the plateaus at the lid, part −1 those at the floor.
const surfaceVertices = `#version 300 es
in vec2 place;
in float height;
in vec2 slope;
uniform mat4 matrix;
uniform float part;
${shareOfHeight}
out float share;
out vec2 ground;
out vec3 normal;
void main() {
  share = shareOf(height);
  ground = place;
  normal = vec3(-slope * lid / (units.y - units.x), 1.0);
  float z = part == 0.0 ? share : max(part, 0.0);
  gl_Position = matrix * vec4(place, z * lid, 1.0);
}`;

const surfaceFragments = `#version 300 es
precision highp float;
in float share;
in vec2 ground;
in vec3 normal;
uniform sampler2D colors;
uniform vec2 units;
uniform float part;
uniform vec2 sides;
uniform vec3 lamp;
uniform float first;
uniform float step_;
uniform float count;
uniform float majorStep;
uniform float lineWidth;
out vec4 color;
// How much of a pixel a line covers whose middle is so many pixels away.
float cover(float distance, float width) {
  return clamp(0.5 + width / 2.0 - distance, 0.0, 1.0);
}
void main() {
  float slope = max(fwidth(share), 1e-9);
  if (part == 0.0 ? share > 1.0 || share < 0.0 : part > 0.0 ? share <= 1.0 : share >= 0.0) discard;
  bool isCut = part != 0.0;
  float value = units.x + share * (units.y - units.x);
  vec3 up = isCut ? vec3(0.0, 0.0, 1.0) : normalize(normal);
  float level = (value - first) / step_;
  float band = clamp(floor(level) + 1.0, 0.0, count);
  vec3 base = texture(colors, vec2(count > 0.0 ? band / count : 0.5, 0.5)).rgb;
  float edge = cover(min(abs(share - 1.0), abs(share)) / slope, 1.6 * lineWidth);
  if (isCut) {
    // Pale with strokes, as in the pictures: no colour stands for these losses.
    float stroke = (ground.x + ground.y) * 9.0;
    float away = abs(stroke - round(stroke)) / max(fwidth(stroke), 1e-6);
    vec3 pale = mix(base, vec3(1.0), 0.82);
    base = mix(pale, base * 0.8, 0.55 * cover(away, lineWidth));
  } else if (count > 0.0) {
    float nearest = clamp(round(level), 0.0, count - 1.0);
    float major = (first + nearest * step_) / majorStep;
    bool isMajor = abs(major - round(major)) * majorStep < step_ / 10.0;
    float line = cover(abs(level - nearest) * step_ / (units.y - units.x) / slope, (isMajor ? 2.2 : 1.1) * lineWidth);
    // Both sides of a line have its ink, that of the band below it.
    vec3 below = texture(colors, vec2(nearest / count, 0.5)).rgb;
    float brightness = dot(below, vec3(0.3, 0.6, 0.1));
    vec3 ink = brightness < 0.32 ? vec3(1.0) : vec3(0.0);
    base = mix(base, ink, line * (isMajor ? 0.6 : 0.28));
  }
  float key = max(0.0, (dot(up, lamp) + 0.2) / 1.2);
  float level0 = 0.225 + 0.225 + 0.55 * max(0.0, (lamp.z + 0.2) / 1.2);
  float light = 0.5 + 0.5 * min((0.45 * (0.5 + 0.5 * up.z) + 0.55 * key) / level0, 1.1);
  vec2 rim = (sides - abs(ground)) / max(fwidth(ground), vec2(1e-6));
  edge = max(edge, cover(min(rim.x, rim.y), 1.8 * lineWidth));
  color = vec4(mix(base * light, vec3(0.0), 0.7 * edge), 1.0);
}`;

const wallVertices = `#version 300 es
in vec2 place;
in float height;
in float isFoot;
in vec2 side;
uniform mat4 matrix;
uniform float foot;
${shareOfHeight}
out vec2 normal;
out float z;
void main() {
  normal = side;
  z = mix(max(shareOf(height), 0.0) * lid, foot, isFoot);
  gl_Position = matrix * vec4(place, z, 1.0);
}`;

const wallFragments = `#version 300 es
precision highp float;
in vec2 normal;
in float z;
uniform float lid;
uniform vec3 lamp;
uniform vec3 wall;
out vec4 color;
void main() {
  if (z > lid) discard;
  float light = 0.86 + 0.14 * clamp(dot(vec3(normal, 0.0), lamp) + 0.35, 0.0, 1.0);
  color = vec4(wall * light, 1.0);
}`;

/** The drawing of surfaces with WebGL 2. */
class SurfaceRenderer {
  /** A renderer; null where the browser has no WebGL 2. */
  static create() {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2", { antialias: false, alpha: true });
    return gl ? new SurfaceRenderer(canvas, gl) : null;
  }

  constructor(canvas, gl) {
    this.canvas = canvas;
    this.gl = gl;
    this.meshes = new Map();
    this.isLost = false;
    // How long the last pictures took, until enough is known.
    this.times = [];
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.isLost = true;
    });
    canvas.addEventListener("webglcontextrestored", () => {
      this.isLost = false;
      this.prepare();
      this.onRestored?.();
    });
    this.prepare();
  }

  prepare() {
    const { gl } = this;
    this.meshes.clear();
    this.colors = null;
    this.uniforms = new Map();
    this.surfaceProgram = this.program(surfaceVertices, surfaceFragments);
    this.wallProgram = this.program(wallVertices, wallFragments);
    gl.enable(gl.DEPTH_TEST);
  }

  program(vertices, fragments) {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertices], [gl.FRAGMENT_SHADER, fragments]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(gl.getProgramInfoLog(program));
    }
    // Asking for a place waits for the graphics card, so that each is asked for once.
    const uniforms = {};
    for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
      const { name } = gl.getActiveUniform(program, i);
      uniforms[name] = gl.getUniformLocation(program, name);
    }
    this.uniforms.set(program, uniforms);
    return program;
  }

  /** The colours of the scale as a texture, made once. */
  useColors(scale) {
    const { gl } = this;
    if (this.colors) return;
    this.colors = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.colors);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, scale.colors);
    for (const [name, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ]) gl.texParameteri(gl.TEXTURE_2D, name, value);
  }

  /** The mesh of a field on the graphics card; it changes only with the kind of heights. */
  mesh(field) {
    const name = field.surface.name;
    const known = this.meshes.get(name);
    if (known?.field === field) return known;
    if (known) for (const part of known.parts) this.release(part);
    const parts = [
      this.upload(this.surfaceProgram, surfaceMesh(field)),
      this.upload(this.wallProgram, wallMesh(field)),
    ];
    this.meshes.set(name, { field, parts });
    return this.meshes.get(name);
  }

  upload(program, { attributes, fine, coarse }) {
    const { gl } = this;
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    const buffers = Object.entries(attributes).map(([name, { size, data }]) => {
      const buffer = gl.createBuffer();
      const place = gl.getAttribLocation(program, name);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 0, 0);
      return buffer;
    });
    const elements = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, elements);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, Uint32Array.from([...fine, ...coarse]), gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    return {
      program, array, buffers: [...buffers, elements], fine: fine.length, coarse: coarse.length,
    };
  }

  release({ array, buffers }) {
    this.gl.deleteVertexArray(array);
    for (const buffer of buffers) this.gl.deleteBuffer(buffer);
  }

  /** Whether a picture takes so long, as it does without a graphics card, that turning would stutter. */
  get isSlow() {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted.length > 0 && sorted[sorted.length >> 1] > 15;
  }

  /**
   * Draws a field and returns the canvas that holds the picture until the next is drawn.
   *
   * @param size width and height in pixels, how many of them make one of the page, and whether
   *   half as many triangles along each axis will do
   */
  draw(field, scale, projection, size, look) {
    if (this.isLost) return null;
    const isMeasured = this.times.length < 5 && this.meshes.get(field.surface.name)?.field === field;
    const start = performance.now();
    const picture = this.picture(field, scale, projection, size, look);
    if (isMeasured) {
      // Reading a pixel waits for the picture.
      this.gl.readPixels(0, 0, 1, 1, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
      this.times.push((performance.now() - start) * 1e6 / (size.width * size.height));
    }
    return picture;
  }

  picture(field, scale, projection, { width, height, density, isCoarse }, look) {
    const { gl, canvas } = this;
    if (canvas.width !== width || canvas.height !== height) {
      [canvas.width, canvas.height] = [width, height];
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    this.useColors(scale);
    const { surface } = field;
    for (const part of this.mesh(field).parts) {
      const at = (name) => this.uniforms.get(part.program)[name];
      gl.useProgram(part.program);
      gl.uniformMatrix4fv(at("matrix"), false, projection.matrix(width, height));
      gl.uniform2f(at("units"), ...scale.units);
      gl.uniform1f(at("lid"), lid);
      gl.uniform3f(at("lamp"), ...projection.lamp);
      if (part.program === this.surfaceProgram) {
        gl.uniform2f(at("sides"), surface.halfX, surface.halfY);
        gl.uniform1f(at("first"), scale.levels[0] ?? 0);
        gl.uniform1f(at("step_"), scale.step);
        gl.uniform1f(at("count"), scale.levels.length);
        gl.uniform1f(at("majorStep"), scale.majorStep);
        gl.uniform1f(at("lineWidth"), density);
      } else {
        gl.uniform1f(at("foot"), ground);
        gl.uniform3f(at("wall"), ...look.wall.map((part) => part / 255));
      }
      gl.bindVertexArray(part.array);
      for (const piece of part.program === this.surfaceProgram ? pieces(field, scale) : [0]) {
        gl.uniform1f(at("part") ?? null, piece);
        gl.drawElements(
          gl.TRIANGLES, isCoarse ? part.coarse : part.fine, gl.UNSIGNED_INT,
          isCoarse ? 4 * part.fine : 0);
      }
    }
    gl.bindVertexArray(null);
    return canvas;
  }
}

/** The parts of a surface that there are: between floor and lid, cut off above, cut off below. */
function pieces(field, scale) {
  const [low, high] = scale.units;
  return [0, ...(field.high > high ? [1] : []), ...(field.low < low ? [-1] : [])];
}

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
