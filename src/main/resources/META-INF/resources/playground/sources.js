// Still pictures: samples, files, what is dropped and what is pasted.
import { byId } from "./elements.js";

/**
 * @param onPicture called with {name, blob, url}; url is where a sample is, and null for others
 * @param onRefused called with a sentence when what was given holds no picture
 */
export function watchSources(onPicture, onRefused) {
  watchSamples(onPicture, onRefused);
  watchFile(onPicture);
  watchDrops(onPicture, onRefused);
  watchPastes(onPicture, onRefused);
}

function watchSamples(onPicture, onRefused) {
  for (const button of document.querySelectorAll("[data-sample]")) {
    button.addEventListener("click", async () => {
      const url = new URL(button.dataset.sample, document.baseURI);
      try {
        const blob = await (await fetch(url)).blob();
        onPicture({ name: url.pathname.split("/").pop(), blob, url });
      } catch {
        onRefused("The sample cannot be fetched: the service cannot be reached.");
      }
    });
  }
}

function watchFile(onPicture) {
  const input = byId("file");
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) {
      onPicture(pictureOf(file));
    }
    input.value = ""; // or the same file could not be chosen again
  });
}

function watchDrops(onPicture, onRefused) {
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
    file ? onPicture(pictureOf(file)) : onRefused("That was no file. Save the picture, and drop the file.");
  });
}

function watchPastes(onPicture, onRefused) {
  document.addEventListener("paste", (event) => {
    if (event.target.matches?.("input:not([type=file]), textarea")) {
      return; // text for a field
    }
    const file = firstFile(event.clipboardData);
    file ? onPicture(pictureOf(file)) : onRefused("There is no picture on the clipboard.");
  });
}

/** A picture before anything else: programs put several forms of one thing on the clipboard. */
function firstFile(transfer) {
  const files = [...transfer.files];
  return files.find((file) => file.type.startsWith("image/")) ?? files[0];
}

const pictureOf = (file) => ({ name: file.name || "picture", blob: file, url: null });
