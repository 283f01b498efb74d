// Where the time of a request went: a bar, and the same as a list.
import { element, swatch } from "./elements.js";

const PHASES = [
  { name: "decode", says: "Decode", colour: "var(--phase-0)" },
  { name: "queue", says: "Queue", colour: "var(--phase-1)" },
  { name: "load", says: "Load the model", colour: "var(--phase-2)" },
  { name: "inference", says: "Inference", colour: "var(--phase-3)" },
  { name: "postprocess", says: "Masks", colour: "var(--phase-4)" },
];
const SEEN = 0.05; // milliseconds that are not 0.0
const REST = { says: "Other in the service", colour: "var(--phase-7)" };
const NETWORK = { says: "Network and JSON", colour: "var(--phase-6)" };

/**
 * @param timing of the answer, in milliseconds
 * @param milliseconds from the request to its answer, as this page saw it
 * @returns [{says, colour, milliseconds}], in the order in which they happened
 */
export function phasesOf(timing, milliseconds) {
  const phases = PHASES.filter(({ name }) => typeof timing[name] === "number").map((phase) => ({
    ...phase,
    milliseconds: timing[phase.name],
  }));
  const named = phases.reduce((sum, phase) => sum + phase.milliseconds, 0);
  // Never below nothing: the clocks of page and service are read at different moments.
  const rest = { ...REST, milliseconds: Math.max(0, timing.total - named) };
  const network = { ...NETWORK, milliseconds: Math.max(0, milliseconds - Math.max(timing.total, named)) };
  return [...phases, ...(rest.milliseconds >= SEEN ? [rest] : []), network];
}

export const total = (phases) => phases.reduce((sum, phase) => sum + phase.milliseconds, 0);

/**
 * @param longest milliseconds that fill the bar, so that two bars can be compared
 */
export function showTiming(bar, list, phases, longest) {
  bar.replaceChildren(
    ...phases.map((phase) => {
      const part = element("span", { title: `${phase.says}: ${inWords(phase.milliseconds)}` });
      part.style.background = phase.colour;
      part.style.width = `${(100 * phase.milliseconds) / longest}%`;
      return part;
    }),
  );
  list.replaceChildren(
    ...phases.map((phase) =>
      element(
        "div",
        {},
        element("dt", {}, swatch(phase.colour), phase.says),
        element("dd", {}, inWords(phase.milliseconds)),
      ),
    ),
    element("div", { className: "sum" }, element("dt", {}, "Total"), element("dd", {}, inWords(total(phases)))),
  );
}

export function inWords(milliseconds) {
  if (milliseconds >= 1000) {
    return `${(milliseconds / 1000).toFixed(2)} s`;
  }
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}
