// What went wrong, above the image, and the field for an API key when the service wants one.
import { apiKey } from "./client.js";
import { byId, element } from "./elements.js";

export class Problems {
  /** @param onRetry called without arguments when the user wants to ask again */
  constructor(onRetry) {
    this.box = byId("problem");
    this.form = byId("key");
    this.field = byId("key-text");
    this.forget = byId("forget");
    this.onRetry = onRetry;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      apiKey.set(this.field.value.trim());
      this.field.value = "";
      this.clear();
      this.showForget();
      this.onRetry();
    });
    this.forget.addEventListener("click", () => {
      apiKey.forget();
      this.showForget();
    });
    this.showForget();
  }

  showForget() {
    this.forget.hidden = apiKey.get() === null;
  }

  clear() {
    this.box.replaceChildren();
    this.form.hidden = true;
  }

  say(sentence) {
    this.clear();
    this.box.append(element("p", {}, sentence));
  }

  /**
   * @param problem of the client
   * @param about what was asked for: the name of an image
   */
  show(problem, about) {
    this.clear();
    const { status, title, detail, instance, retryAfter } = problem;
    const subject = about ? `${about}: ` : "";
    this.box.append(element("p", {}, element("strong", {}, subject + (status ? `${title} (${status})` : title))));
    if (detail) {
      this.box.append(element("p", { className: "detail" }, detail));
    }
    if (instance) {
      this.box.append(element("p", { className: "detail" }, element("code", {}, instance)));
    }
    if (status === 401) {
      this.askForKey();
    } else if (status === 0 || status === 429 || status >= 500) {
      this.offerRetry(retryAfter);
    }
  }

  askForKey() {
    if (apiKey.get() !== null) {
      this.box.append(element("p", { className: "detail" }, "This API key was rejected."));
    }
    this.form.hidden = false;
    this.field.focus();
  }

  offerRetry(seconds) {
    const button = element("button", { type: "button" }, "Try again");
    button.addEventListener("click", () => this.onRetry());
    const wait = seconds ? ` The service asks to wait ${seconds} s.` : "";
    this.box.append(element("p", {}, button, wait));
  }
}
