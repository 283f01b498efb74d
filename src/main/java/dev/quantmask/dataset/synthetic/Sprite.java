package dev.quantmask.dataset.synthetic;

/** Draws a thing within about -1 to 1 in x and y (y points down), and never beyond 1.3. */
@FunctionalInterface
interface Sprite {
  void draw(Pen pen, View view, Look look);
}
