// An image on a canvas with what was found in it: masks, then boxes, then labels, the first object uppermost.
import { nameOf } from "./elements.js";
import { place } from "./labels.js";
import { drawMap } from "./map.js";
import { colourOf, textOn } from "./palette.js";

const NARROW = 480; // CSS pixels; below it labels are without scores, which the table has

/**
 * @param scene {image, width, height, map}: an image that can be drawn, or null, the image's pixels, and the encoder's
 *   map, or undefined
 * @param objects [{detection, mask: {path} or null}], the first one uppermost
 * @param parts {masks, boxes, labels, map}: what is drawn
 * @param highlighted one of the objects, or null: then the others step back
 */
export function draw(canvas, scene, objects, parts, highlighted) {
  const ratio = window.devicePixelRatio || 1;
  const shownWidth = canvas.clientWidth;
  // As many pixels as the screen has, not the image: so lines and letters are sharp on images of every size.
  canvas.width = Math.max(1, Math.round(shownWidth * ratio));
  canvas.height = Math.max(1, Math.round((canvas.width * scene.height) / scene.width));
  const context = canvas.getContext("2d");
  const scale = canvas.width / scene.width;
  const pen = { context, scale, ratio };

  drawPixels(pen, canvas, scene);
  if (parts.map && scene.map) {
    drawMap(pen, scene);
  }
  const upwards = [...objects].reverse().filter((object) => object !== highlighted);
  const fading = highlighted ? 0.3 : 1;
  const drawObjects = (some, strength) => {
    context.globalAlpha = strength;
    if (parts.masks) some.forEach((object) => drawMask(pen, object, object === highlighted));
    if (parts.boxes) some.forEach((object) => drawBox(pen, object, scene));
    context.globalAlpha = 1;
  };
  drawObjects(upwards, fading);
  if (highlighted) {
    drawObjects([highlighted], 1);
  }
  if (parts.labels) {
    const labelled = highlighted ? [highlighted] : objects;
    drawLabels(pen, labelled, canvas, shownWidth >= NARROW || Boolean(highlighted));
  }
}

function drawPixels({ context, scale }, canvas, { image, width, height }) {
  if (!image) {
    context.fillStyle = "#777"; // the service can read it and this browser cannot
    context.fillRect(0, 0, canvas.width, canvas.height);
    return;
  }
  context.imageSmoothingEnabled = scale < 4; // of a tiny image the pixels are what one wants to see
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width * scale, height * scale);
}

function drawMask({ context, scale, ratio }, { detection, mask }, strong) {
  if (!mask) {
    return;
  }
  const colour = colourOf(detection.classId);
  context.save();
  context.scale(scale, scale);
  const strength = context.globalAlpha;
  context.globalAlpha = strength * (strong ? 0.55 : 0.4);
  context.fillStyle = colour;
  context.fill(mask.path);
  context.globalAlpha = strength;
  strokeTwice(context, ratio / scale, colour, strong ? 2.2 : 1.5, () => context.stroke(mask.path));
  context.restore();
}

function drawBox({ context, scale, ratio }, { detection }, { width, height }) {
  // Boxes that touch the frame or reach beyond it are drawn just within, or half a line is lost.
  const edge = ratio;
  const [x0, y0, x1, y1] = detection.box;
  const left = Math.max(x0 * scale, edge);
  const top = Math.max(y0 * scale, edge);
  const right = Math.min(x1 * scale, width * scale - edge);
  const bottom = Math.min(y1 * scale, height * scale - edge);
  strokeTwice(context, ratio, colourOf(detection.classId), 1.5, () =>
    context.strokeRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0)),
  );
}

/** A dark line under a coloured one: one of them stands out from any background. */
function strokeTwice(context, pixel, colour, width, stroke) {
  context.lineJoin = "round";
  context.lineWidth = (width + 1.5) * pixel;
  context.strokeStyle = "rgb(0 0 0 / 45%)";
  stroke();
  context.lineWidth = width * pixel;
  context.strokeStyle = colour;
  stroke();
}

function drawLabels({ context, scale, ratio }, objects, canvas, withScores) {
  const [size, padding] = [12 * ratio, 4 * ratio];
  context.font = `600 ${size}px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
  context.textBaseline = "middle";
  const labels = objects.map(({ detection }) => {
    const name = nameOf(detection);
    const text = withScores ? `${name} ${detection.score.toFixed(2)}` : name;
    return {
      text,
      colour: colourOf(detection.classId),
      box: detection.box.map((side) => side * scale),
      width: context.measureText(text).width + 2 * padding,
      height: size + padding,
    };
  });
  const places = place(labels, canvas);
  for (let i = labels.length - 1; i >= 0; i--) {
    const { text, colour, width, height } = labels[i];
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(places[i].x, places[i].y, width, height, 2 * ratio);
    context.fill();
    context.fillStyle = textOn(colour);
    context.fillText(text, places[i].x + padding, places[i].y + height / 2 + ratio / 2);
  }
}

/** The uppermost object at a point of the image, or null; its box counts when it has no mask. */
export function objectAt(canvas, objects, x, y) {
  const context = canvas.getContext("2d");
  context.save();
  context.resetTransform();
  const hit = objects.find(({ detection: { box }, mask }) =>
    mask ? context.isPointInPath(mask.path, x, y) : x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3],
  );
  context.restore();
  return hit ?? null;
}
