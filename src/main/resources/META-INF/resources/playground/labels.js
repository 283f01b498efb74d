// Where labels go: beside their boxes, within the image, and not on each other as long as there is room.

/**
 * @param wanted [{box: [x0, y0, x1, y1], width, height}], the most important first
 * @param bounds {width, height} of the image, in the same unit
 * @returns a place {x, y} for each, of its upper left corner
 */
export function place(wanted, bounds) {
  const taken = [];
  return wanted.map((label) => {
    const choices = around(label).map(({ x, y }) => ({
      x: clamp(x, 0, bounds.width - label.width),
      y: clamp(y, 0, bounds.height - label.height),
      width: label.width,
      height: label.height,
    }));
    const best = leastCovered(choices, taken);
    taken.push(best);
    return { x: best.x, y: best.y };
  });
}

/** Above first: what is above the box hides the least of it. */
function around({ box: [x0, y0, x1, y1], width, height }) {
  return [
    { x: x0, y: y0 - height },
    { x: x1 - width, y: y0 - height },
    { x: x0, y: y1 },
    { x: x1 - width, y: y1 },
    { x: x0, y: y0 },
    { x: x0, y: y1 - height },
    { x: x1, y: y0 },
    { x: x0 - width, y: y0 },
  ];
}

function leastCovered(choices, taken) {
  let best = null;
  let least = Infinity;
  for (const choice of choices) {
    const covered = taken.reduce((sum, other) => sum + overlap(choice, other), 0);
    if (covered < least) {
      [best, least] = [choice, covered];
    }
  }
  return best;
}

const overlap = (one, other) =>
  shared(one.x, one.width, other.x, other.width) * shared(one.y, one.height, other.y, other.height);

const shared = (start, length, otherStart, otherLength) =>
  Math.max(0, Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart));

const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
