// Marks on surfaces and maps: minima with their ranks, the trained weights, the cursor.

const markRadius = 11;
/** More numbers than this are no longer read. */
const mostNumbers = 60;

/** Whether a mark at a point would touch one that is there already. */
function isFree(point, placed, gap) {
  return placed.every((other) => Math.hypot(other.x - point.x, other.y - point.y) >= gap);
}

/**
 * Places numbered marks so that none covers another, those of lower rank first: at their point, or
 * beside it with a line that leads there; where there is no room, the point stays without its number.
 */
function placedMarks(points, frame, lift) {
  const placed = [];
  const directions = Array.from({ length: 12 }, (_, i) => i * Math.PI / 6 - Math.PI / 2);
  const offsets = [
    [0, -lift],
    ...[26, 40].flatMap((away) => directions.map((a) => [away * Math.cos(a), away * Math.sin(a)])),
  ];
  return points.map((point, i) => {
    if (i >= mostNumbers) return { point };
    const places = offsets.map(([x, y]) => ({ x: point.x + x, y: point.y + y }));
    const place = places.find(({ x, y }) =>
      x > frame.left + markRadius && x < frame.right - markRadius && y > frame.top + markRadius &&
      y < frame.bottom - markRadius && isFree({ x, y }, placed, 2 * markRadius + 3));
    if (place) placed.push(place);
    return { point, place };
  });
}

function circle(context, { x, y }, radius, fill, stroke, width) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = width;
  context.strokeStyle = stroke;
  context.stroke();
}

/** Draws minima: the ranks of those inside, a small ring for each on the border. */
function drawMinima(context, { inside, border }, frame, lift, look) {
  for (const point of border) circle(context, point, 4, "#ffffff", "#14181d", 1.6);
  const marks = placedMarks(inside, frame, lift);
  for (const { point, place } of marks) {
    if (place && (place.x !== point.x || place.y !== point.y)) {
      context.beginPath();
      context.moveTo(point.x, point.y);
      context.lineTo(place.x, place.y);
      for (const [color, width] of [["#ffffff", 4], [look.mark, 2]]) {
        context.strokeStyle = color;
        context.lineWidth = width;
        context.stroke();
      }
    }
    circle(context, point, 4, look.mark, "#ffffff", 1.5);
  }
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { point, place } of marks) {
    if (!place) continue;
    circle(context, place, markRadius - 1, look.mark, "#ffffff", 1.8);
    context.font = `700 ${point.rank > 99 ? 9 : 12}px ${look.font}`;
    context.fillStyle = "#ffffff";
    context.fillText(point.rank, place.x, place.y + 0.5);
  }
}

/** A cross where the trained weights are. */
function drawCenter(context, { x, y }) {
  context.lineCap = "round";
  for (const [color, width] of [["#14181d", 5], ["#ffffff", 2.4]]) {
    context.beginPath();
    context.moveTo(x - 18, y);
    context.lineTo(x + 18, y);
    context.moveTo(x, y - 18);
    context.lineTo(x, y + 18);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
  context.lineCap = "butt";
}

/** A ring around the point that is read. */
function drawRing(context, { x, y }) {
  for (const [color, width] of [["#14181d", 4.5], ["#ffffff", 2.2]]) {
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}
