// Surfaces drawn with WebGL 2. One context draws all of them, since browsers lend out only a few.

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
