package dev.quantmask.dataset.synthetic;

/** A sprite that looks different from everywhere. */
interface ViewedSprite extends Sprite {
  void top(Pen pen, Look look);

  void side(Pen pen, Look look);

  void front(Pen pen, Look look);

  @Override
  default void draw(Pen pen, View view, Look look) {
    switch (view) {
      case TOP -> top(pen, look);
      case SIDE -> side(pen, look);
      case FRONT -> front(pen, look);
    }
  }
}
