// COCO's compressed run lengths, as pycocotools writes them: runs of background and of object in turn, column by
// column; five bits a character, lowest first, bit 5 says that more follow, and bit 4 of the last one is the sign.
// From the fourth on, a run is stored as the difference to the one two before.

const FIRST_CHARACTER = 48;
const LONGEST_NUMBER = 7; // characters; no difference of two runs needs more

/** The runs of a string, in pixels. */
export function runLengths(text) {
  const runs = [];
  let position = 0;
  while (position < text.length) {
    const start = position;
    let value = 0;
    let bits;
    do {
      bits = text.charCodeAt(position) - FIRST_CHARACTER;
      if (!(bits >= 0 && bits < 64) || position - start === LONGEST_NUMBER) {
        throw new Error(`Run lengths, character ${position}: expected a run, found "${text[position] ?? "the end"}"`);
      }
      value += (bits & 0x1f) * 32 ** (position - start); // not by shifting, which ends at 32 bits
      position++;
    } while (bits & 0x20);
    if (bits & 0x10) {
      value -= 32 ** (position - start);
    }
    runs.push(runs.length > 2 ? value + runs[runs.length - 2] : value);
  }
  return runs;
}

/**
 * The part of the image that the mask covers, or null where it covers nothing.
 *
 * @param mask {size: [height, width], counts}
 * @returns {left, top, width, height, inside}; inside: a byte a pixel, rows from the top
 */
export function decode({ size: [height, width], counts }) {
  const runs = runLengths(counts);
  const pixels = runs.reduce((sum, run) => sum + run, 0);
  if (pixels !== height * width || runs.some((run) => run < 0)) {
    throw new Error(`Run lengths: expected ${height} x ${width} = ${height * width} pixels, found ${pixels}`);
  }
  const columns = columnRuns(runs, height);
  if (columns.length === 0) {
    return null;
  }
  const left = columns[0].x; // they come from left to right
  const right = columns[columns.length - 1].x + 1;
  const top = columns.reduce((least, run) => Math.min(least, run.top), height);
  const bottom = columns.reduce((most, run) => Math.max(most, run.bottom), 0);
  const window = { left, top, width: right - left, height: bottom - top };
  const inside = new Uint8Array(window.width * window.height);
  for (const run of columns) {
    for (let y = run.top; y < run.bottom; y++) {
      inside[(y - top) * window.width + run.x - left] = 1;
    }
  }
  return { ...window, inside };
}

/** Runs of the object, cut at the ends of columns. */
function columnRuns(runs, height) {
  const columns = [];
  let start = 0;
  runs.forEach((run, index) => {
    const end = start + run;
    if (index % 2 === 1) {
      for (let from = start; from < end; ) {
        const x = Math.floor(from / height);
        const to = Math.min(end, (x + 1) * height);
        columns.push({ x, top: from - x * height, bottom: to - x * height });
        from = to;
      }
    }
    start = end;
  });
  return columns;
}

export const area = (window) => (window ? window.inside.reduce((sum, pixel) => sum + pixel, 0) : 0);
