// Still images: samples, files, what is dropped and what is pasted.
import { byId } from "./elements.js";

/**
 * @param onImage called with {name, blob, url}; url is where a sample is, and null for others
 * @param onRefused called with a sentence when what was given holds no image
 */
export function watchSources(onImage, onRefused) {
  watchSamples(onImage, onRefused);
  watchFile(onImage);
  watchDrops(onImage, onRefused);
  watchPastes(onImage, onRefused);
}

/** Marks the sample that the page shows or asks for; null for none of them. */
export function markSample(url) {
  for (const button of document.querySelectorAll("[data-sample]")) {
    const own = new URL(button.dataset.sample, document.baseURI);
    button.setAttribute("aria-pressed", String(own.href === url?.href));
  }
}

function watchSamples(onImage, onRefused) {
  for (const button of document.querySelectorAll("[data-sample]")) {
    button.addEventListener("click", async () => {
      const url = new URL(button.dataset.sample, document.baseURI);
      try {
        const blob = await (await fetch(url)).blob();
        onImage({ name: url.pathname.split("/").pop(), blob, url });
      } catch {
        onRefused("The sample cannot be fetched: the service cannot be reached.");
      }
    });
  }
}

function watchFile(onImage) {
  const input = byId("file");
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) {
      onImage(imageOf(file));
    }
    input.value = ""; // or the same file could not be chosen again
  });
}

function watchDrops(onImage, onRefused) {
  const marked = document.documentElement.classList;
  document.addEventListener("dragover", (event) => {
    event.preventDefault(); // without it the browser would open the file instead of this page
    marked.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) {
      marked.remove("dropping"); // out of the window, not from one element to the next
    }
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    marked.remove("dropping");
    const file = firstFile(event.dataTransfer);
    file ? onImage(imageOf(file)) : onRefused("That was no file. Save the image, and drop the file.");
  });
}

function watchPastes(onImage, onRefused) {
  document.addEventListener("paste", (event) => {
    if (event.target.matches?.("input:not([type=file]), textarea")) {
      return; // text for a field
    }
    const file = firstFile(event.clipboardData);
    file ? onImage(imageOf(file)) : onRefused("There is no image on the clipboard.");
  });
}

/** An image before anything else: programs put several forms of one thing on the clipboard. */
function firstFile(transfer) {
  const files = [...transfer.files];
  return files.find((file) => file.type.startsWith("image/")) ?? files[0];
}

const imageOf = (file) => ({ name: file.name || "image", blob: file, url: null });
