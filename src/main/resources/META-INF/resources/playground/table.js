// The detections as a table: what the canvas shows, for who does not see it, and the way to one object by keyboard.
import { element, fromTemplate, nameOf, swatch } from "./elements.js";
import { colourOf } from "./palette.js";

/** One model's table; onPoint(object or null) is called when a row is pointed at or has the focus. */
export class DetectionTable {
  constructor(onPoint) {
    this.element = fromTemplate("table");
    this.caption = this.element.querySelector("caption");
    this.body = this.element.querySelector("tbody");
    this.rows = new Map();
    this.pinned = null;
    this.onPoint = onPoint;
    this.body.addEventListener("pointerleave", () => this.pointBack());
    this.body.addEventListener("focusout", () => this.pointBack());
    this.body.addEventListener("keydown", (event) => this.step(event));
  }

  /** @param objects [{detection, mask}] */
  show(objects, caption) {
    this.caption.textContent = caption;
    this.pinned = objects.includes(this.pinned) ? this.pinned : null;
    this.rows = new Map(objects.map((object) => [object, this.row(object)]));
    this.body.replaceChildren(...this.rows.values());
    this.element.querySelector("table").classList.toggle("no-rows", objects.length === 0);
  }

  row(object) {
    const { detection, mask } = object;
    const button = element("button", { type: "button", className: "object" }, nameOf(detection));
    button.prepend(swatch(colourOf(detection.classId)));
    button.setAttribute("aria-pressed", String(object === this.pinned));
    const [x0, y0, x1, y1] = detection.box.map((side) => Math.round(side));
    const row = element(
      "tr",
      {},
      element("th", { scope: "row" }, button),
      element("td", {}, detection.score.toFixed(2)),
      element("td", {}, `${x0}, ${y0} – ${x1}, ${y1}`),
      element("td", {}, mask ? mask.area.toLocaleString("en") : "–"),
    );
    row.addEventListener("pointerenter", () => this.onPoint(object));
    button.addEventListener("focus", () => this.onPoint(object));
    button.addEventListener("click", () => this.pin(object));
    return row;
  }

  /** Kept highlighted until chosen again: on a phone nothing hovers. */
  pin(object) {
    this.pinned = this.pinned === object ? null : object;
    for (const [other, row] of this.rows) {
      row.querySelector("button").setAttribute("aria-pressed", String(other === this.pinned));
    }
    this.onPoint(this.pinned);
  }

  /** From what the mouse pointed at to what the keyboard is at, or else to what is kept. */
  pointBack() {
    const at = [...this.rows].find(([, row]) => row.querySelector("button:focus-visible"));
    this.onPoint(at ? at[0] : this.pinned);
  }

  /** Marks the row of an object that is pointed at elsewhere. */
  mark(object) {
    for (const [other, row] of this.rows) {
      row.classList.toggle("marked", other === object);
    }
  }

  step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) {
      return;
    }
    const buttons = [...this.body.querySelectorAll("button")];
    buttons[buttons.indexOf(event.target) + step]?.focus();
    event.preventDefault(); // the page does not scroll as well
  }
}
