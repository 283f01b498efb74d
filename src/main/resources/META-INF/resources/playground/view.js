// What one model found in the image: its canvas, its times, its table.
import { draw, objectAt } from "./drawing.js";
import { counted, fromTemplate } from "./elements.js";
import { maskOf } from "./outline.js";
import { DetectionTable } from "./table.js";
import { phasesOf, showTiming, total } from "./timing.js";

export class View {
  /**
   * @param views where the canvas goes, with its times
   * @param tables where the table goes
   */
  constructor(views, tables) {
    this.element = fromTemplate("view");
    this.title = this.element.querySelector(".view-title");
    this.canvas = this.element.querySelector("canvas");
    this.table = new DetectionTable((object) => this.highlight(object));
    views.append(this.element);
    tables.append(this.table.element);
    this.result = null;
    this.shown = [];
    this.highlighted = null;
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
    this.canvas.addEventListener("pointermove", (event) => this.pointAt(event));
    this.canvas.addEventListener("pointerleave", () => this.highlight(this.table.pinned));
    this.canvas.addEventListener("click", (event) => this.pinAt(event));
  }

  /**
   * @param image {name, image, width, height}
   * @param reply {answer, milliseconds} of the client
   * @param model its name in the service; null if the service names none, and the answer does
   */
  take(source, { answer, milliseconds }, model) {
    // Masks are decoded once, not for every move of the slider.
    const objects = answer.detections.map((detection) => ({ detection, mask: maskOf(detection) }));
    this.result = {
      name: source.name,
      scene: { image: source.image, width: answer.width, height: answer.height, map: answer.roi },
      objects,
      model: { ...answer.model, name: model ?? answer.model.name },
      phases: phasesOf(answer.timing, milliseconds),
    };
    this.canvas.style.setProperty("--ratio", answer.width / answer.height);
  }

  remove() {
    this.observer.disconnect();
    this.element.remove();
    this.table.element.remove();
  }

  get objects() {
    return this.result ? this.result.objects : [];
  }

  get milliseconds() {
    return this.result ? total(this.result.phases) : 0;
  }

  /**
   * @param filters which objects, and what is drawn of them
   * @param longest milliseconds of the longest request beside this one
   */
  show(filters, longest) {
    if (!this.result) {
      return;
    }
    const { name, model, objects, phases } = this.result;
    this.filters = filters;
    this.shown = objects.filter(({ detection }) => filters.passes(detection));
    this.title.textContent = [...new Set([model.name, model.scheme, model.precision, model.device])].join(" · ");
    this.table.show(this.shown, `${model.name}: ${this.count()}`);
    this.canvas.setAttribute("aria-label", `${name}: ${this.summary()}. The table has each of them.`);
    showTiming(this.element.querySelector(".bar"), this.element.querySelector(".phases"), phases, longest);
    this.highlight(this.shown.includes(this.highlighted) ? this.highlighted : null);
  }

  /** "3 of 12 objects". */
  count() {
    return `${this.shown.length} of ${counted(this.objects.length, "object")}`;
  }

  /** "2 × crate, 1 × drone". */
  summary() {
    const counts = new Map();
    for (const { detection } of this.shown) {
      counts.set(detection.label, (counts.get(detection.label) ?? 0) + 1);
    }
    return [...counts].map(([label, count]) => `${count} × ${label}`).join(", ") || "no objects";
  }

  highlight(object) {
    this.highlighted = object;
    this.table.mark(object);
    this.draw();
  }

  draw() {
    if (this.result && this.filters && this.canvas.clientWidth > 0) {
      draw(this.canvas, this.result.scene, this.shown, this.filters.parts, this.highlighted);
    }
  }

  pointAt(event) {
    if (event.pointerType === "touch") {
      return; // a finger that scrolls points at nothing
    }
    const object = this.objectUnder(event) ?? this.table.pinned;
    if (object !== this.highlighted) {
      this.highlight(object);
    }
  }

  pinAt(event) {
    const object = this.objectUnder(event) ?? this.table.pinned;
    if (object) {
      this.table.pin(object);
    }
  }

  objectUnder(event) {
    if (!this.result) {
      return null;
    }
    const { scene } = this.result;
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * scene.width;
    const y = ((event.clientY - box.top) / box.height) * scene.height;
    return objectAt(this.canvas, this.shown, x, y);
  }
}
