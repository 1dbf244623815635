// Colours and sizes of what is drawn, from the style sheet: light, dark or for print.

/** A colour `#rrggbb` as [red, green, blue]. */
const colorOf = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));

/** How drawings look at this moment. */
function currentLook() {
  const styles = getComputedStyle(document.documentElement);
  const text = (name) => styles.getPropertyValue(`--${name}`).trim();
  return {
    ink: text("ink"), quiet: text("quiet"), mark: text("accent-mark"), ground: text("ground"),
    wall: colorOf(text("wall")), font: styles.getPropertyValue("--font").trim(),
    hues: { plain: text("plain"), residual: text("residual"), other: text("quiet") },
    missing: { ground: colorOf(text("missing")), stroke: colorOf(text("missing-stroke")) },
    nonfinite: { ground: colorOf(text("nonfinite")), stroke: colorOf(text("nonfinite-stroke")) },
    // Pixels of the screen for one of the page; more than two are not seen.
    density: clamped(window.devicePixelRatio || 1, 1, isPrinting() ? 3 : 2),
  };
}

const isPrinting = () => document.documentElement.classList.contains("printing");
