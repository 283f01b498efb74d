// A class has the colour that it has in the service's own images: PaletteTest compares.
const COLOURS = [
  "#e6194b", "#3cb44b", "#ffe119", "#4363d8", "#f58231", "#42d4f4", "#f032e6", "#bfef45", "#9a5bd6",
  "#2a9d8f", "#fabed4", "#b5651d", "#fff3b0", "#a4161a", "#9ef0c0", "#8a8d0f", "#ffb38a", "#3a4fb0",
  "#dcbeff", "#a9a9a9",
];

export const colourOf = (classId) => COLOURS[classId % COLOURS.length];

/** Black or white, whichever can be read on the colour. */
export function textOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#000" : "#fff";
}
