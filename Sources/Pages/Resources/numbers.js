// Numbers as people read them.

const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number with some significant digits: `0.853`, `−12`, `1.2 × 10⁵`. */
function written(value, digits = 3) {
  if (Number.isNaN(value)) return "no number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  let text;
  if (size !== 0 && (size >= 99999.5 || size < 0.0001)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const power = [...String(Number(exponent))].map((digit) => raised[digit]).join("");
    text = `${Number(mantissa) === 1 ? "" : `${Number(mantissa)} × `}10${power}`;
  } else {
    text = String(Number(value.toPrecision(digits)));
  }
  return text.replace("-", "−");
}

/** A coordinate with as many decimals as grids need. */
function coordinate(value) {
  const text = Number(value.toFixed(3)).toString();
  return (text === "-0" ? "0" : text).replace("-", "−");
}

/** A number with its noun: `1 local minimum`, `7 local minima`. */
function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
