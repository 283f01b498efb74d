// Which of the detections are shown, and how: all of it in the page, without asking the service again.
import { byId, element, swatch } from "./elements.js";
import { colourOf } from "./palette.js";

export class Filters {
  constructor(onChange) {
    this.slider = byId("score");
    this.value = byId("score-value");
    this.chips = new Map(); // label of a class: its chip
    this.hidden = new Set(); // labels; they stay hidden in the next image
    this.classes = new Map(); // label: {classId, counts}, a count for each model
    this.onChange = onChange;

    this.slider.addEventListener("input", () => this.changed());
    for (const box of ["draw-masks", "draw-boxes", "draw-labels", "draw-map"]) {
      byId(box).addEventListener("change", () => this.changed());
    }
    byId("all-classes").addEventListener("click", () => this.hide([]));
    byId("no-classes").addEventListener("click", () => this.hide(this.classes.keys()));
  }

  get minScore() {
    return Number(this.slider.value);
  }

  get parts() {
    return {
      masks: byId("draw-masks").checked,
      boxes: byId("draw-boxes").checked,
      labels: byId("draw-labels").checked,
      map: byId("draw-map").checked,
    };
  }

  passes({ score, label }) {
    return score >= this.minScore && !this.hidden.has(label);
  }

  /**
   * Offers the classes of these detections.
   *
   * @param found detections, a list for each model
   * @param keep whether those of earlier ones stay: the images of a camera come and go too fast to choose by
   */
  offer(found, keep) {
    const none = () => found.map(() => 0);
    const classes = new Map();
    if (keep) {
      this.classes.forEach(({ classId }, label) => classes.set(label, { classId, counts: none() }));
    }
    found.forEach((detections, model) => {
      for (const { label, classId, score } of detections) {
        if (!classes.has(label)) {
          classes.set(label, { classId, counts: none() });
        }
        classes.get(label).counts[model] += score >= this.minScore ? 1 : 0;
      }
    });
    this.classes = new Map([...classes].sort(([, one], [, other]) => one.classId - other.classId));
    this.showChips();
  }

  /** Chips that are there already stay the same elements, or the one with the focus would lose it. */
  showChips() {
    for (const [label, chip] of this.chips) {
      if (!this.classes.has(label)) {
        chip.remove();
        this.chips.delete(label);
      }
    }
    for (const [label, { classId, counts }] of this.classes) {
      if (!this.chips.has(label)) {
        this.chips.set(label, this.makeChip(label, classId));
      }
      const chip = this.chips.get(label);
      chip.querySelector(".count").textContent = counts.join(" / ");
      chip.querySelector("input").checked = !this.hidden.has(label);
    }
    const container = byId("classes");
    const wanted = [...this.classes.keys()].map((label) => this.chips.get(label));
    if (wanted.some((chip, index) => container.children[index] !== chip)) {
      const focused = document.activeElement;
      container.replaceChildren(...wanted);
      if (container.contains(focused)) {
        focused.focus();
      }
    }
  }

  makeChip(label, classId) {
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      box.checked ? this.hidden.delete(label) : this.hidden.add(label);
      this.changed();
    });
    const count = element("span", { className: "count" });
    return element("label", { className: "chip" }, box, swatch(colourOf(classId)), label, count);
  }

  hide(labels) {
    this.hidden = new Set(labels);
    this.changed();
  }

  changed() {
    this.value.textContent = this.minScore.toFixed(2);
    this.onChange();
  }
}
