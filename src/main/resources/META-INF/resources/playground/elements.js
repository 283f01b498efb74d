// Short ways to find and to make elements. Text is always set as text: nothing of an answer is ever read as HTML.

export const byId = (id) => document.getElementById(id);

/** A copy of the only element in a template. */
export const fromTemplate = (id) => byId(id).content.firstElementChild.cloneNode(true);

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A square in a class's or a phase's colour, for the eye only. */
export function swatch(colour) {
  const square = element("span", { className: "swatch" });
  square.style.background = colour;
  return square;
}

/** "crate", or "crate 7" of an object that is followed. */
export const nameOf = ({ label, trackId }) => (trackId === undefined ? label : `${label} ${trackId}`);

/** "1 object", "2 objects". */
export const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
