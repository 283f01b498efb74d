// An image enlarged, and the other of its pair by an arrow key, at the same place.
(() => {
  "use strict";
  const dialog = document.getElementById("enlarged");
  if (!dialog) {
    return;
  }
  const enlarged = dialog.querySelector("img");
  const caption = document.getElementById("enlarged-caption");
  const other = dialog.querySelector(".other");
  let pair = [];
  let shown = 0;

  function show(index) {
    shown = index;
    const source = pair[index];
    enlarged.src = source.src;
    enlarged.alt = source.alt;
    const file = source.closest("article").querySelector("h3").firstChild.textContent.trim();
    caption.textContent = `${file}, ${captionOf(source).textContent.trim()}`;
    other.textContent = `Show ${captionOf(pair[1 - index]).querySelector("b").textContent}`;
  }

  const captionOf = (image) => image.closest("figure").querySelector("figcaption");
  const showOther = () => show(1 - shown);

  for (const button of document.querySelectorAll("button.enlarge")) {
    button.addEventListener("click", () => {
      pair = [...button.closest("article").querySelectorAll("img")];
      show(pair.indexOf(button.querySelector("img")));
      dialog.showModal();
    });
  }
  other.addEventListener("click", showOther);
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      showOther();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close(); // beside the image
    }
  });
})();
