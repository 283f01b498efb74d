// The map of a video encoder: which blocks of the image get more bits, and which fewer.

const MORE = "0 158 115"; // green of Okabe and Ito
const FEWER = "213 94 0"; // their vermilion
const STRONGEST = 0.6; // opacity of the greatest offset

/**
 * @param pen {context, scale}
 * @param scene {width, height, map}: map is the answer's `roi`
 */
export function drawMap({ context, scale }, { width, height, map }) {
  const offsets = Int8Array.from(atob(map.offsets), (letter) => letter.charCodeAt(0));
  const greatest = Math.max(1, ...offsets.map(Math.abs));
  context.save();
  context.scale((scale * width) / map.width, (scale * height) / map.height);
  offsets.forEach((offset, index) => {
    const x = (index % map.columns) * map.block;
    const y = Math.floor(index / map.columns) * map.block;
    const opacity = (STRONGEST * Math.abs(offset)) / greatest;
    context.fillStyle = `rgb(${offset < 0 ? MORE : FEWER} / ${opacity})`;
    context.fillRect(x, y, map.block, map.block);
  });
  context.restore();
}
