// Masks as paths in the image's pixels: lines that are sharp at any size, and that know what is within them.
import { area, decode } from "./rle.js";

// Right, down, left, up; the object is on the right hand.
const STEPS = [[1, 0], [0, 1], [-1, 0], [0, -1]];

/** @returns {path, area}, or null when the detection came without a mask */
export function maskOf(detection) {
  if (detection.mask) {
    const window = decode(detection.mask);
    return { path: window ? outline(window) : new Path2D(), area: area(window) };
  }
  if (detection.polygons) {
    return { path: polygonPath(detection.polygons), area: polygonArea(detection.polygons) };
  }
  return null;
}

/** The edges of a decoded mask, holes too. The centres of exactly its pixels are within. */
export function outline(window) {
  const { left, top, width, height, inside } = window;
  const isInside = (x, y) => x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x] === 1;
  const seen = new Uint8Array(width * height); // pixels whose upper edge has been walked
  const path = new Path2D();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Every way around has an edge that leads to the right, so no other has to be looked for.
      if (isInside(x, y) && !isInside(x, y - 1) && !seen[y * width + x]) {
        addLoop(path, walk(x, y, isInside, seen, width), left, top);
      }
    }
  }
  return path;
}

/** Around an object or a hole, edge by edge, with the object on the right hand. */
function walk(startX, startY, isInside, seen, width) {
  const edges = [];
  let [x, y, direction] = [startX, startY, 0];
  do {
    if (direction === 0) {
      seen[y * width + x] = 1;
    }
    edges.push({ x, y, direction });
    const [stepX, stepY] = STEPS[direction];
    x += stepX;
    y += stepY;
    direction = turn(x, y, direction, isInside);
  } while (x !== startX || y !== startY || direction !== 0);
  return edges;
}

function turn(x, y, direction, isInside) {
  const [stepX, stepY] = STEPS[direction];
  // Of the two pixels ahead of the corner (x, y): the one to the right of the way, and the one to its left.
  const right = isInside(x + (stepX - stepY - 1) / 2, y + (stepX + stepY - 1) / 2);
  const left = isInside(x + (stepX + stepY - 1) / 2, y + (stepY - stepX - 1) / 2);
  if (!right) {
    return (direction + 1) % 4;
  }
  return left ? (direction + 3) % 4 : direction;
}

/** Through the middles of the edges, which makes slopes of stairs; those on a straight line are left out. */
function addLoop(path, edges, left, top) {
  const corners = edges.filter(
    ({ direction }, index) =>
      direction !== edges.at(index - 1).direction || direction !== edges[(index + 1) % edges.length].direction,
  );
  corners.forEach(({ x, y, direction }, index) => {
    const [stepX, stepY] = STEPS[direction];
    const point = [left + x + stepX / 2, top + y + stepY / 2];
    index === 0 ? path.moveTo(...point) : path.lineTo(...point);
  });
  path.closePath();
}

function polygonPath(polygons) {
  const path = new Path2D();
  for (const polygon of polygons) {
    for (let i = 0; i < polygon.length; i += 2) {
      i === 0 ? path.moveTo(polygon[0], polygon[1]) : path.lineTo(polygon[i], polygon[i + 1]);
    }
    path.closePath();
  }
  return path;
}

function polygonArea(polygons) {
  const signed = (polygon) => {
    let sum = 0;
    for (let i = 0; i < polygon.length; i += 2) {
      const next = (i + 2) % polygon.length;
      sum += polygon[i] * polygon[next + 1] - polygon[next] * polygon[i + 1];
    }
    return sum / 2;
  };
  // A hole is joined to what is around it, and its border goes the other way.
  return Math.abs(polygons.reduce((sum, polygon) => sum + signed(polygon), 0));
}
