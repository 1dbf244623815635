// What the graphics card runs for each vertex and each pixel of a surface and of its walls.

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
    // On level ground there is no line, not even at the height of one.
    line *= step(1e-7, fwidth(share));
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
