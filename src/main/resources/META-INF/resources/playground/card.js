// What the service says of its model, for who has no image yet.
import { byId, element } from "./elements.js";

/** @param model of GET /v1/models; undefined if the service names none */
export function showCard(model) {
  const card = byId("card");
  card.hidden = !model;
  if (!model) {
    return;
  }
  const { name, state, reason, scheme, precision, device, classes, file, fileBytes } = model;
  const loaded = state === "ready" ? "" : reason ? `failed: ${reason}` : "loaded with the first image";
  const rows = {
    Model: [name, loaded].filter(Boolean).join(", "),
    Classes: classes?.join(", "),
    Input: "one image: JPEG, PNG, WebP or BMP, of any size within the limits of the service",
    Scheme: scheme && [...new Set([scheme, precision, device])].filter(Boolean).join(" · "),
    Size: fileBytes && `${(fileBytes / 1e6).toFixed(1)} MB${file ? ` (${file})` : ""}`,
  };
  const known = Object.entries(rows).filter(([, value]) => value);
  card.replaceChildren(...known.flatMap(([key, value]) => [element("dt", {}, key), element("dd", {}, value)]));
}
