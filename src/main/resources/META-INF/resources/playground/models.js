// Which of the service's models is asked, or which two of them.
import { byId, element } from "./elements.js";

export class ModelChoice {
  constructor(onChange) {
    this.models = [];
    this.selects = [byId("model-0"), byId("model-1")];
    this.compare = byId("compare");
    this.selects.forEach((select) => select.addEventListener("change", () => onChange()));
    this.compare.addEventListener("change", () => {
      byId("second-model").hidden = !this.comparing;
      onChange();
    });
  }

  get comparing() {
    return this.models.length > 1 && this.compare.checked;
  }

  /** Names; one null, for the only model, where there is nothing to choose. */
  get chosen() {
    if (this.models.length < 2) {
      return [null];
    }
    return this.selects.slice(0, this.comparing ? 2 : 1).map((select) => select.value);
  }

  /** The model that is asked without a choice; undefined where the service names none. */
  get first() {
    return this.models.find((model) => model.default) ?? this.models[0];
  }

  /** By which the page calls a model everywhere; null if only the answer has a name. */
  nameOf(model) {
    return model ?? this.first?.name ?? null;
  }

  /** Whether one of the chosen has yet to be loaded, or what is known of it is old. */
  get stale() {
    const names = this.chosen.map((model) => this.nameOf(model));
    return this.models.some(({ name, state }) => names.includes(name) && state !== "ready");
  }

  /** @param models of GET /v1/models */
  offer(models) {
    const before = this.models.length > 1 ? this.selects.map((select) => select.value) : [];
    this.models = models;
    byId("models").hidden = models.length < 2;
    if (models.length < 2) {
      return;
    }
    const first = this.first.name;
    const second = models.find((model) => model.name !== first).name;
    [first, second].forEach((preset, index) => {
      const select = this.selects[index];
      select.replaceChildren(...models.map((model) => element("option", { value: model.name }, described(model))));
      select.value = models.some(({ name }) => name === before[index]) ? before[index] : preset;
    });
  }
}

/** "fast (static)", "large (not loaded)". */
function described({ name, state, scheme, reason }) {
  const note = state === "ready" ? scheme : state === "failed" ? `failed: ${reason}` : state;
  return note ? `${name} (${note})` : name;
}
