// Which minima count at a threshold, from the persistences that Basin's merge tree has found.

/**
 * The minima of a surface at a threshold, a share of its scale's reference (a decade, or the range
 * of its losses): those inside, lowest first and so by rank, and those on the border.
 *
 * The rule is that of `basin minima`: persistence at or above the threshold, in the scale's own unit.
 */
function minimaAt(surface, threshold) {
  const reached = surface.minima.filter(
    (minimum) => minimum.persistence >= threshold * surface.reference);
  return {
    inside: reached.filter((minimum) => !minimum.isOnBorder),
    border: reached.filter((minimum) => minimum.isOnBorder),
  };
}

/** The count in words. */
function countText({ inside, border }) {
  const count = counted(inside.length, "local minimum", "local minima");
  return border.length ? `${count}, ${border.length} on the border` : count;
}

/**
 * The threshold at a place of the slider, which is its decimal logarithm.
 *
 * A number of few digits is meant as it is written: 0.03, and not the 0.030000000000000006 that
 * powers of ten make of its logarithm.
 */
function thresholdAt(place) {
  const value = 10 ** place;
  for (let digits = 1; digits <= 12; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.abs(Math.log10(short) - place) < 1e-12 + 1e-15 * Math.abs(place)) return short;
  }
  return value;
}
